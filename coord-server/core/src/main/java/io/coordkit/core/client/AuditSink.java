package io.coordkit.core.client;

import io.coordkit.core.tree.TxnResult;
import io.coordkit.core.wire.WriteRequest;

/** Hears who did what on this server, for those who must be able to tell later. Called on the replica's thread. */
public interface AuditSink {
    /** Nobody wants to know. */
    AuditSink NONE = new AuditSink() {
        @Override
        public void onDecided(Asker asker, WriteRequest request, TxnResult result) {}

        @Override
        public void onEphemeralGone(String path, long sessionId) {}
    };

    /**
     * Who has asked for a write.
     *
     * @param sessionId of the client
     * @param address of the client
     * @param users names of its identities, with commas in between
     */
    record Asker(long sessionId, String address, String users) {}

    /** A client of this server was told the outcome of a write. */
    void onDecided(Asker asker, WriteRequest request, TxnResult result);

    /** An ephemeral znode went with its session, whose client may be another server's. */
    void onEphemeralGone(String path, long sessionId);
}
