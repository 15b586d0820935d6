package io.coordkit.core.wire;

/** What kind of znode a create makes, by the flags on the wire ({@code CreateMode} of the reference). */
public enum CreateMode {
    PERSISTENT(false, false),
    EPHEMERAL(true, false),
    PERSISTENT_SEQUENTIAL(false, true),
    EPHEMERAL_SEQUENTIAL(true, true),
    CONTAINER(false, false),
    PERSISTENT_WITH_TTL(false, false),
    PERSISTENT_SEQUENTIAL_WITH_TTL(false, true);

    private static final CreateMode[] BY_FLAGS = values();

    private final boolean ephemeral;
    private final boolean sequential;

    CreateMode(boolean ephemeral, boolean sequential) {
        this.ephemeral = ephemeral;
        this.sequential = sequential;
    }

    /** Longest time to live in ms: 40 bits. */
    public static final long TTL_MAX_MS = (1L << 40) - 1;

    /** Whether this is a time to live in ms that a znode may have. */
    public static boolean isTtl(long ttlMs) {
        return ttlMs > 0 && ttlMs <= TTL_MAX_MS;
    }

    /** Whether these flags name a mode. */
    public static boolean isValid(int flags) {
        return flags >= 0 && flags < BY_FLAGS.length;
    }

    /** The mode of valid flags. */
    public static CreateMode of(int flags) {
        return BY_FLAGS[flags];
    }

    /** Whether the znode dies with its session. */
    public boolean isEphemeral() {
        return ephemeral;
    }

    /** Whether the parent's counter is appended to the name. */
    public boolean isSequential() {
        return sequential;
    }

    /** Whether the znode may be removed after a time without change and children. */
    public boolean hasTtl() {
        return this == PERSISTENT_WITH_TTL || this == PERSISTENT_SEQUENTIAL_WITH_TTL;
    }
}
