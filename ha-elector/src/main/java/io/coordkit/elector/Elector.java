package io.coordkit.elector;

import io.coordkit.elector.machine.ElectionState;
import io.coordkit.elector.machine.ElectorEvent;
import io.coordkit.elector.machine.MemberData;
import java.util.concurrent.CompletableFuture;

/**
 * A member of an active/standby election that shares its znodes with Hadoop's {@code ActiveStandbyElector}.
 *
 * <p>Members may be of either kind. The winner fences the last active before it becomes active itself; a member that
 * leaves in good order takes its breadcrumb away and is not fenced.
 *
 * <p>Each time it joins, and after each expiry, a member works with a fresh ZooKeeper session of its own, since owning
 * the session is owning the lock. The parent znode must exist: {@link ParentZnode#ensure}. Thread-safe.
 */
public final class Elector implements AutoCloseable {
    private final ElectorRunner runner;
    private boolean closed;

    /** A member that is not yet in the election and has no session. */
    public Elector(ElectorConfig config, ElectorCallback callback) {
        this.runner = new ElectorRunner(config, callback);
    }

    /**
     * Takes part in the election until {@link #quitElection}, {@link #close} or a fatal error. Returns at once; the
     * callbacks tell the outcome, a missing parent znode as a fatal error. No effect while the member already takes part.
     *
     * @param data identifies this member to the others, who must be able to fence it by these bytes; copied. Members
     *     with equal data never fence each other.
     * @throws IllegalStateException when closed
     */
    public synchronized void joinElection(byte[] data) {
        checkOpen();
        runner.post(new ElectorEvent.Join(new MemberData(data)));
    }

    /**
     * Leaves the election and waits until the lock has been given up. No callback is made: the caller makes the service
     * standby, before this call when {@code needFence} is false. Called from a callback it does not wait but takes
     * effect after it.
     *
     * @param needFence whether the service may still act as the active, so that the next one has to fence it. When
     *     false, an active member removes its breadcrumb first.
     * @throws IllegalStateException when closed
     */
    public void quitElection(boolean needFence) {
        await(quit(needFence));
    }

    private synchronized CompletableFuture<Void> quit(boolean needFence) {
        checkOpen();
        return runner.quit(needFence);
    }

    /** What the member believes of itself at this moment; it may be outdated when the caller looks at it. */
    public ElectionState state() {
        return runner.state();
    }

    /**
     * Leaves the election and ends the elector's thread. As with {@link #quitElection} no callback is made: the caller
     * stops the service first. Waits until the lock has been given up, but not when called from a callback. The
     * breadcrumb of an active member stays, so the next active fences it; to leave in good order call
     * {@link #quitElection} with false first. No effect the second time.
     */
    @Override
    public void close() {
        CompletableFuture<Void> quit;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            quit = runner.quitForGood();
        }
        await(quit);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the elector is closed");
        }
    }

    private void await(CompletableFuture<Void> done) {
        if (!runner.isOwnThread()) {
            done.join();
        }
    }
}
