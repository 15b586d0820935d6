package io.coordkit.benchmarks.wire;

import java.util.Locale;

/** What is asked of a server. */
public enum Operation {
    /** getData of an existing znode. */
    GET,
    /** exists of an existing znode. */
    EXISTS,
    /** setData of an existing znode, any version. */
    SET,
    /** create of a new persistent znode. */
    CREATE,
    /** Nine gets, then one set. */
    MIXED;

    /** The name on the command line and in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
