package io.coordkit.benchmarks.scaling;

/** Of a server in an ensemble. */
enum Role {
    LEADER,
    FOLLOWER,
    OBSERVER
}
