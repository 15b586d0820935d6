package io.coordkit.core.zab;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.client.Upstream;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.RequestEncoder;
import io.coordkit.core.wire.WriteRequest;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;

/**
 * What a learner has asked its leader for and not heard of yet. A leader treats the requests of a link in their order, so each
 * kind of answer belongs to the oldest question.
 */
final class LearnerRequests {
    private static final long NO_ZXID = -1;

    private final RoleContext context;
    private final ArrayDeque<Forwarded> writes = new ArrayDeque<>();
    private final ArrayDeque<Runnable> syncs = new ArrayDeque<>();
    private final ArrayDeque<Returned> returned = new ArrayDeque<>();
    private final JuteWriter data = new JuteWriter(1024);
    private final RequestEncoder encoder = new RequestEncoder(data);
    private long bytesOnTheWay;

    private record Forwarded(long sessionId, int cxid, long connection, int bytes) {
        boolean is(TxnHeader header) {
            return sessionId == header.clientId() && cxid == header.cxid();
        }
    }

    private record Returned(long sessionId, Outcome outcome) {}

    /** Hears whether a session lives; the packet can be passed on. */
    @FunctionalInterface
    interface Outcome {
        void onRevalidated(QuorumPacket answer) throws MalformedRecordException;
    }

    LearnerRequests(RoleContext context) {
        this.context = context;
    }

    void propose(long link, WriteRequest request, long sessionId, int cxid, List<AuthId> ids, long connection) {
        begin(sessionId, cxid, request.op());
        request.accept(encoder);
        writes.addLast(new Forwarded(sessionId, cxid, connection, data.length()));
        bytesOnTheWay += data.length();
        send(link, ids);
    }

    void sync(long link, long sessionId, int cxid, long connection) {
        begin(sessionId, cxid, OpCode.SYNC);
        // The path has no meaning to anybody, and an empty one is understood by all.
        data.writeString("/");
        syncs.addLast(() -> context.clients().onSynced(connection));
        send(link, List.of());
    }

    /** Passes on the sync of an observer. */
    void sync(long link, QuorumPacket request, Runnable onSynced) {
        syncs.addLast(onSynced);
        context.writer().send(link, request);
    }

    void revalidate(long link, long sessionId, int timeoutMs, long connection) {
        data.reset();
        data.writeLong(sessionId).writeInt(timeoutMs);
        QuorumPacket question = QuorumPacket.of(PacketType.REVALIDATE, NO_ZXID, data.toByteArray());
        revalidate(link, question, sessionId, answer -> {
            JuteReader in = LeaderRequests.dataOf(answer);
            in.readLong();
            context.clients().onRevalidated(connection, sessionId, in.readBoolean());
        });
    }

    /** Passes on what an observer asks about a session. */
    void revalidate(long link, QuorumPacket question, long sessionId, Outcome outcome) {
        returned.addLast(new Returned(sessionId, outcome));
        context.writer().send(link, question);
    }

    /** Takes a SYNC or the answer to a REVALIDATE. */
    void onAnswer(QuorumPacket packet) throws MalformedRecordException {
        if (packet.type() == PacketType.SYNC) {
            Runnable oldest = syncs.pollFirst();
            if (oldest != null) {
                oldest.run();
            }
            return;
        }
        long sessionId = LeaderRequests.dataOf(packet).readLong();
        Returned oldest = returned.pollFirst();
        if (oldest == null || oldest.sessionId != sessionId) {
            throw new MalformedRecordException("about a session that was not asked for");
        }
        oldest.outcome.onRevalidated(packet);
    }

    /** The connection of this server that waits for a transaction, or none. */
    long originOf(TxnHeader header) {
        Forwarded oldest = writes.peekFirst();
        if (oldest == null) {
            return Upstream.NO_CONNECTION;
        }
        if (oldest.is(header)) {
            writes.pollFirst();
            bytesOnTheWay -= oldest.bytes;
            return oldest.connection;
        }
        boolean ours = context.clients().connectionOf(header.clientId()) != Upstream.NO_CONNECTION;
        return ours ? search(header) : Upstream.NO_CONNECTION;
    }

    /** Something of a session that is here and not the next thing that was asked for: its end by the leader, most likely. */
    private long search(TxnHeader header) {
        for (Iterator<Forwarded> all = writes.iterator(); all.hasNext(); ) {
            Forwarded forwarded = all.next();
            if (forwarded.is(header)) {
                all.remove();
                bytesOnTheWay -= forwarded.bytes;
                return forwarded.connection;
            }
        }
        return Upstream.NO_CONNECTION;
    }

    /** Whether the leader has a sync of this server, or of its observers, to answer. */
    boolean awaitsSync() {
        return !syncs.isEmpty();
    }

    long bytesOnTheWay() {
        return bytesOnTheWay;
    }

    private void begin(long sessionId, int cxid, OpCode op) {
        data.reset();
        data.writeLong(sessionId).writeInt(cxid).writeInt(op.code());
    }

    /** The identities must be there even when there are none: without them a leader of the reference refuses every write. */
    private void send(long link, List<AuthId> ids) {
        context.writer().send(link, new QuorumPacket(PacketType.REQUEST, NO_ZXID, data.toByteArray(), ids));
    }
}
