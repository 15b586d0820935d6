package io.coordkit.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C and SIGTERM orderly: the JVM's end interrupts a thread and waits, for a while, until that thread has closed
 * this, so that what it holds is given back.
 */
final class OrderlyExit implements AutoCloseable {

    private static final long AT_MOST_SECONDS = 10;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    private OrderlyExit(Thread worker) {
        hook = new Thread(() -> stop(worker), "coord-orderly-exit");
    }

    static OrderlyExit interrupting(Thread worker) {
        OrderlyExit exit = new OrderlyExit(worker);
        Runtime.getRuntime().addShutdownHook(exit.hook);
        return exit;
    }

    /** From here on the JVM may end at any time. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            return; // the hook runs already, and has just been told to go on
        }
    }

    private void stop(Thread worker) {
        worker.interrupt();
        try {
            done.await(AT_MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException now) {
            Thread.currentThread().interrupt();
        }
    }
}
