package io.coordkit.core.watch;

/** The kinds by which clients check and remove watches ({@code Watcher.WatcherType}), by their wire numbers 1 to 5. */
public enum WatchKind {
    CHILDREN(0, WatcherMode.STANDARD.bit()),
    DATA(WatcherMode.STANDARD.bit(), 0),
    ANY(~0, ~0),
    PERSISTENT(WatcherMode.PERSISTENT.bit(), WatcherMode.PERSISTENT.bit()),
    PERSISTENT_RECURSIVE(WatcherMode.PERSISTENT_RECURSIVE.bit(), 0);

    private static final WatchKind[] BY_NUMBER = values();

    private final int dataModes;
    private final int childModes;

    WatchKind(int dataModes, int childModes) {
        this.dataModes = dataModes;
        this.childModes = childModes;
    }

    /** The kind with this wire number, 1 to 5. */
    public static WatchKind of(int number) {
        return BY_NUMBER[number - 1];
    }

    int dataModes() {
        return dataModes;
    }

    int childModes() {
        return childModes;
    }
}
