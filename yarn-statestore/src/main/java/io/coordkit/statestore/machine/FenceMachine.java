package io.coordkit.statestore.machine;

import java.util.Optional;

/**
 * A store's reign: ACTIVE until the first failed write, then FENCED for good, as in Hadoop's RMStateStore.
 * With high availability every failure ends the reign, because a writer that does not know what became of its
 * write must not go on; without it only the proof that somebody else took over does.
 */
public final class FenceMachine {

    /** Where the reign is. */
    public enum State {
        ACTIVE,
        FENCED
    }

    /** Why a reign ended. */
    public enum Cause {
        /** Another writer replaced the root's ACL. */
        NO_AUTH,
        /** A write failed after all retries; it may or may not have happened. */
        WRITE_FAILED
    }

    private final boolean highAvailability;
    private State state = State.ACTIVE;
    private Optional<Cause> unannounced = Optional.empty();

    public FenceMachine(boolean highAvailability) {
        this.highAvailability = highAvailability;
    }

    public State state() {
        return state;
    }

    /** A write failed. */
    public void onWriteFailed(Cause cause) {
        boolean ends = highAvailability || cause == Cause.NO_AUTH;
        if (ends && state == State.ACTIVE) {
            state = State.FENCED;
            unannounced = Optional.of(cause);
        }
    }

    /** The end of the reign, to be announced; present once. */
    public Optional<Cause> takeAnnouncement() {
        Optional<Cause> announcement = unannounced;
        unannounced = Optional.empty();
        return announcement;
    }
}
