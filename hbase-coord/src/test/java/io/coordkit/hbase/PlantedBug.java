package io.coordkit.hbase;

/** What is done wrong on purpose, to see that the checks find it. */
enum PlantedBug {
    NONE,
    /** A worker writes OWNED at any version: what another has taken meanwhile, it takes as well. */
    CLAIMS_AT_ANY_VERSION,
    /** A worker writes how it ended at any version, though the task was taken from it. */
    ENDS_AT_ANY_VERSION,
    /** A finisher moves files without looking whether its predecessor has. */
    COMMITS_TWICE,
    /** A finisher says that it has committed, and has not. */
    COMMITS_NOTHING,
    /** A manager does not take tasks from the dead and the silent. */
    TRUSTS_THE_DEAD,
    /** A manager takes some nodes for deleted without asking. */
    LEAVES_NODES,
    /** A manager puts up tasks again and tells nobody. */
    WAKES_NOBODY,
    /** A manager does not look for what its predecessor has left. */
    IGNORES_ORPHANS
}
