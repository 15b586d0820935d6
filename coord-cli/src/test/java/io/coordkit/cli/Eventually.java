package io.coordkit.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waiting for what other processes and threads bring about. */
public final class Eventually {

    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_MS = 20;

    private Eventually() {}

    /** Returns when the condition holds, and fails when it does not for a minute. */
    public static void holds(String what, Callable<Boolean> condition) throws Exception {
        long began = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - began > AT_MOST.toNanos()) {
                throw new AssertionError("not within " + AT_MOST.toSeconds() + " s: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
    }
}
