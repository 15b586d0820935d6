package io.coordkit.recipes;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.zookeeper.WatchedEvent;

/**
 * A watcher on which one thread waits. It rings for every event, also for those of the connection: who waits looks again, and so sets
 * its watch again after a lost session.
 */
final class Bell implements CuratorWatcher {
    private final Semaphore rings = new Semaphore(0);

    @Override
    public void process(WatchedEvent event) {
        rings.release();
    }

    /** Waits for a ring since the last call; false when the time is over. */
    boolean await(Deadline deadline) throws InterruptedException {
        boolean rung = rings.tryAcquire(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        rings.drainPermits();
        return rung;
    }
}
