package io.coordkit.core.effect;

/** Facts that leave the replica for logs and metrics. */
public sealed interface Report {
    /** A session was created. */
    record SessionOpened(long sessionId, int timeoutMs, String address) implements Report {}

    /** A session ended; {@code expired} tells whether by silence. */
    record SessionClosed(long sessionId, boolean expired) implements Report {}

    /** A connection was refused or cut. */
    record ConnectionRefused(String address, String reason) implements Report {}

    /** A write would make a subtree larger than its quota says; {@code hard} tells whether it was refused for that. */
    record QuotaExceeded(String path, String what, long usage, long limit, boolean hard) implements Report {}

    /** A transaction is longer than the log may hold: the request is refused, or the end of a session goes without its list. */
    record TransactionTooLong(long sessionId, int bytes, int bytesMax) implements Report {}

    /** A snapshot is being written. */
    record SnapshotStarted(long zxid) implements Report {}

    /** A snapshot is valid. */
    record SnapshotFinished(long zxid) implements Report {}

    /** A tree from outside has taken the place of the former one, as the state after this transaction. */
    record Restored(long zxid) implements Report {}

    /** A tree from outside has not; {@code refused} tells whether nothing was begun, else nobody can say what the ensemble has. */
    record NotRestored(boolean refused, String reason) implements Report {}

    /** The server has no leader and looks for one; {@code reason} is what ended its former role. */
    record Looking(String reason) implements Report {}

    /** An election has ended with this server as the candidate of a quorum. */
    record Elected(long round, long lastZxid) implements Report {}

    /** A quorum follows this server in its epoch; it serves. */
    record Leading(long epoch) implements Report {}

    /** The server follows a leader and serves. */
    record Following(long leader, long epoch) implements Report {}

    /** The server, an observer, learns from a follower of the leader that was reported last. */
    record LearningFrom(long follower) implements Report {}

    /** A learner is being brought to the leader's history; {@code plan} says how. */
    record LearnerSyncing(long server, String plan, long lastZxid) implements Report {}

    /** A learner is up to date. */
    record LearnerActive(long server) implements Report {}

    /** A learner is gone, or was given up. */
    record LearnerLost(long server, String reason) implements Report {}

    /** A peer has said what it must not say. */
    record PeerRefused(long server, String reason) implements Report {}

    /** The ensemble has other members from now on; {@code version} is that of its membership. */
    record Reconfigured(long version) implements Report {}

    /** The membership is changed so that another server leads; this one decides nothing more. */
    record HandingOver(long heir) implements Report {}

    /**
     * The tree after a transaction is not the one that the leader had, or, if it was made {@code fromDisk}, that snapshot and log say it
     * was; said once of a tree, with the first such transaction, when the next one differs, too.
     */
    record DigestMismatch(long zxid, boolean fromDisk) implements Report {}
}
