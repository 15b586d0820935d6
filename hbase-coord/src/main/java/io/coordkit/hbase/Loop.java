package io.coordkit.hbase;

import java.util.concurrent.Executor;

/** What feeds one machine with its inputs, one after the other, and has the time for it. */
interface Loop extends Executor {
    void schedule(long delayMs, Runnable input);

    /** Milliseconds of a clock that only goes forward; the machines' time. */
    long nowMs();
}
