package io.coordkit.core.broadcast;

/** The other servers, as those who must learn what a primary decides. */
public interface Audience {
    /** Nobody listens: the ensemble of one. */
    Audience NONE = new Audience() {
        @Override
        public void onProposed(Proposal proposal) {}

        @Override
        public void onCommitted(Proposal proposal) {}

        @Override
        public void onCommitsDone() {}

        @Override
        public void onEpochUsedUp() {}

        @Override
        public void onLocalSessionExpired(long sessionId) {}
    };

    /** A transaction has its zxid; it is logged here and may be logged elsewhere from now on. */
    void onProposed(Proposal proposal);

    /** A transaction is decided and applied here. */
    void onCommitted(Proposal proposal);

    /** There is no further transaction that could be decided now. */
    void onCommitsDone();

    /** The epoch has no zxid left; what is asked for from now on is not proposed. */
    void onEpochUsedUp();

    /** The time of a session is over that nobody but this server knows; there is nothing to decide. */
    void onLocalSessionExpired(long sessionId);
}
