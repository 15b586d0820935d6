package io.coordkit.cli.system;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Stops processes in the middle of whatever they do, as a long pause of their host would, and lets them go on. */
public final class Freezer {

    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private Freezer() {}

    /**
     * Sends SIGSTOP. On return nothing in the process moves any more.
     *
     * @throws IOException when there is no such process, or it does not stop within five seconds
     */
    public static void freeze(long pid) throws IOException, InterruptedException {
        signal(pid, "STOP");
        ThreadStates threads = new ThreadStates(pid);
        long began = System.nanoTime();
        while (!threads.allStopped()) {
            if (System.nanoTime() - began > GRACE_NANOS) {
                throw new IOException("process " + pid + " does not stop");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** Sends SIGCONT, which does nothing to a process that is not frozen. */
    public static void thaw(long pid) throws IOException, InterruptedException {
        signal(pid, "CONT");
    }

    /** Whether the process stands still, whoever froze it. False where the system does not tell (no {@code /proc}). */
    public static boolean isFrozen(long pid) {
        return new ThreadStates(pid).anyStopped();
    }

    /** The shell's own kill: a minimal system has no kill program. */
    private static void signal(long pid, String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (kill.waitFor() != 0) {
            throw new IOException("cannot send SIG" + signal + " to process " + pid);
        }
    }
}
