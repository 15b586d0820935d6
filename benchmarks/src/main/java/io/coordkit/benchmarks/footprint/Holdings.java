package io.coordkit.benchmarks.footprint;

/**
 * What a server is given to hold.
 *
 * @param znodes children of one znode, with 100 bytes each
 * @param sessions idle, each on a connection of its own
 * @param watches in all; each session watches its share of the znodes
 */
record Holdings(int znodes, int sessions, int watches) {
    static final int VALUE_BYTES = 100;

    /** Watches of each session. */
    int watchesEach() {
        return watches / sessions;
    }
}
