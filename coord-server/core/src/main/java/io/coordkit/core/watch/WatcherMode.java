package io.coordkit.core.watch;

/** How a watch lives; one connection may have several modes on one path. */
public enum WatcherMode {
    /** Told once, then gone. */
    STANDARD(1),
    /** Stays until removed; the path itself and its children. */
    PERSISTENT(2),
    /** Stays until removed; the path and everything below it, but no "children changed". */
    PERSISTENT_RECURSIVE(4);

    private final int bit;

    WatcherMode(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }
}
