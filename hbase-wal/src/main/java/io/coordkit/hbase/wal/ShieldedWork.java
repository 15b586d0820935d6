package io.coordkit.hbase.wal;

import io.coordkit.hbase.SplitTaskExecutor.Progress;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work in a thread of its own, which is asked to stop and never interrupted. HBase's splitter can take an interrupted read for damage or for the
 * end of a log, and can wait for ever for writers that it has counted while they went on.
 */
final class ShieldedWork {
    /** The work. */
    @FunctionalInterface
    interface Body {
        /**
         * Does it.
         *
         * @param goOn false as soon as it shall stop
         * @return false when it stopped early
         */
        boolean run(Progress goOn) throws IOException;
    }

    private final FutureTask<Boolean> result;
    private final Thread thread;
    private volatile boolean stopped;

    ShieldedWork(String name, Body body) {
        result = new FutureTask<>(() -> body.run(() -> !stopped));
        thread = new Thread(result, name);
        thread.setDaemon(true);
    }

    /**
     * Does the work and returns when its thread has nothing more to do.
     *
     * @return false when it stopped early
     * @throws InterruptedException when this thread was interrupted, and the work therefore stopped or was in vain
     */
    boolean run() throws IOException, InterruptedException {
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException stop) {
            stopped = true;
            awaitEnd();
            throw stop;
        }
        return outcome();
    }

    private void awaitEnd() {
        while (true) {
            try {
                thread.join();
                return;
            } catch (InterruptedException known) {
                continue;
            }
        }
    }

    private boolean outcome() throws IOException, InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }
}
