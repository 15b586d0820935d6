package io.coordkit.kafka.world;

/** What a member does wrong on purpose, to see that it is found. */
enum Flaw {
    NONE,

    /** Commits without looking at its id and owner nodes, as the real consumer does. */
    COMMITS_UNGUARDED,

    /** Begins at the offsets that it has read before its claim, as the real consumer does: the former owner may still commit. */
    FETCHES_BEFORE_CLAIM,

    /** Takes owner nodes away from others. */
    ROBS,

    /** Keeps owner nodes that it should release. */
    HOARDS
}
