package io.coordkit.core.effect;

/** Facts that leave the replica for logs and metrics. */
public sealed interface Report {
    /** A session was created. */
    record SessionOpened(long sessionId, int timeoutMs, String address) implements Report {}

    /** A session ended; {@code expired} tells whether by silence. */
    record SessionClosed(long sessionId, boolean expired) implements Report {}

    /** A connection was refused or cut. */
    record ConnectionRefused(String address, String reason) implements Report {}

    /** A snapshot is being written. */
    record SnapshotStarted(long zxid) implements Report {}

    /** A snapshot is valid. */
    record SnapshotFinished(long zxid) implements Report {}
}
