package io.coordkit.core.watch;

import org.jspecify.annotations.Nullable;

/** One connection as the watch table sees it: where its events go, and the list of its registrations. */
public final class Watcher {
    final WatchSink sink;

    @Nullable
    Registration first;

    int count;

    /** The trigger that told this watcher last, so that one trigger tells it once. */
    long toldBy;

    /** A watcher without watches. */
    public Watcher(WatchSink sink) {
        this.sink = sink;
    }
}
