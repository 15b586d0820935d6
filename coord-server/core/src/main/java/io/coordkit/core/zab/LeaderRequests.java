package io.coordkit.core.zab;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.client.Upstream;
import io.coordkit.core.peer.LearnerInfo;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.session.Session;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.stats.Count;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.RequestDecoder;
import io.coordkit.core.wire.WriteRequest;
import java.util.List;

/** What learners say to their leader. */
final class LeaderRequests {
    /** What LEADERINFO carries. */
    static final byte[] PROTOCOL_VERSION =
            new JuteWriter(Integer.BYTES).writeInt(LearnerInfo.PROTOCOL_VERSION).toByteArray();

    private static final int TOUCHED_BYTES = Long.BYTES + Integer.BYTES;
    private static final int EPOCH_NOT_COUNTED = -1;
    private static final long NO_ZXID = -1;
    private static final String FINE = "";

    private final RoleContext context;
    private final LeaderRole role;
    private final Learners learners;
    private long newestAcceptedEpoch;

    LeaderRequests(RoleContext context, LeaderRole role, Learners learners) {
        this.learners = learners;
        this.context = context;
        this.role = role;
    }

    /** The newest epoch to which anybody who came has ever promised itself. */
    long newestAcceptedEpoch() {
        return newestAcceptedEpoch;
    }

    /** Takes a packet; returns why the learner must be given up, or nothing. */
    String handle(Learner learner, QuorumPacket packet) {
        try {
            return switch (packet.type()) {
                case FOLLOWER_INFO, OBSERVER_INFO -> onInfo(learner, packet);
                case ACK_EPOCH -> onAckEpoch(learner, packet);
                case ACK -> onAck(learner, packet.zxid());
                case PING -> onPing(learner, packet);
                case REVALIDATE -> onRevalidate(learner, packet);
                case REQUEST -> onRequest(learner, packet);
                default -> packet.type() + " from a learner";
            };
        } catch (MalformedRecordException e) {
            return packet.type() + " that cannot be read: " + e.getMessage();
        }
    }

    private String onInfo(Learner learner, QuorumPacket packet) throws MalformedRecordException {
        String refusal = learners.greet(learner, packet);
        if (!refusal.isEmpty()) {
            return refusal;
        }
        long acceptedEpoch = Zxid.epoch(packet.zxid());
        newestAcceptedEpoch = Math.max(newestAcceptedEpoch, acceptedEpoch);
        role.onGreeted(learner, acceptedEpoch);
        return FINE;
    }

    private String onAckEpoch(Learner learner, QuorumPacket packet) throws MalformedRecordException {
        if (learner.step != Learner.Step.INVITED) {
            return outOfPlace(packet);
        }
        int epoch = dataOf(packet).readInt();
        learner.lastZxid = packet.zxid();
        role.onPromised(learner, epoch, epoch != EPOCH_NOT_COUNTED);
        return FINE;
    }

    private String onAck(Learner learner, long zxid) {
        if (learner.step == Learner.Step.SENT && zxid == Zxid.of(role.epoch(), 0)) {
            role.onSynced(learner);
        } else if (learner.isSynced() && Zxid.counter(zxid) != 0) {
            if (learner.isAwaited(zxid)) {
                context.turn()
                        .stats()
                        .onAcknowledged(
                                learner.server,
                                learner.awaitedForMs(context.turn().nowMs()));
            }
            role.onAcknowledged(learner, zxid);
        }
        return FINE;
    }

    /** The answer tells which sessions have been heard of. */
    private String onPing(Learner learner, QuorumPacket packet) throws MalformedRecordException {
        if (learner.step != Learner.Step.ACTIVE) {
            return FINE;
        }
        readTouched(packet, this::touch);
        role.onPinged(learner);
        return FINE;
    }

    private void touch(long sessionId, int timeoutMs) {
        Session session = context.sessions().get(sessionId);
        if (session != null && !session.isClosing() && !session.isLocal()) {
            context.sessions().open(sessionId, timeoutMs, context.turn().nowMs());
        }
    }

    /** Hands over the sessions that the answer to a ping names. */
    static void readTouched(QuorumPacket packet, SessionTable.TouchedAction action) throws MalformedRecordException {
        JuteReader touched = dataOf(packet);
        while (touched.remaining() >= TOUCHED_BYTES) {
            action.accept(touched.readLong(), touched.readInt());
        }
    }

    private String onRevalidate(Learner learner, QuorumPacket packet) throws MalformedRecordException {
        context.turn().stats().add(Count.REVALIDATED);
        if (learner.step != Learner.Step.ACTIVE) {
            return outOfPlace(packet);
        }
        JuteReader in = dataOf(packet);
        long sessionId = in.readLong();
        boolean valid = role.takeOver(sessionId, in.readInt(), learner.owner());
        JuteWriter answer = new JuteWriter(16).writeLong(sessionId).writeBoolean(valid);
        context.writer().send(learner, PacketType.REVALIDATE, NO_ZXID, answer.toByteArray());
        return FINE;
    }

    /**
     * A learner takes answers to its syncs and the outcomes of its writes for answers to its oldest request of either kind, so
     * what comes behind a sync has to wait for it.
     */
    private String onRequest(Learner learner, QuorumPacket packet) throws MalformedRecordException {
        if (learner.step != Learner.Step.ACTIVE) {
            return outOfPlace(packet);
        }
        if (learner.pendingSyncs > 0) {
            learner.heldRequests.addLast(packet);
        } else {
            perform(learner, packet);
        }
        return FINE;
    }

    /** A learner's oldest sync may be answered. */
    void onSynced(Learner learner) {
        context.writer().send(learner, PacketType.SYNC, Zxid.NONE);
        learner.pendingSyncs--;
        while (learner.pendingSyncs == 0 && !learner.heldRequests.isEmpty()) {
            try {
                perform(learner, learner.heldRequests.removeFirst());
            } catch (MalformedRecordException e) {
                role.refuse(learner, PacketType.REQUEST + " that cannot be read: " + e.getMessage());
                return;
            }
        }
    }

    private void perform(Learner learner, QuorumPacket packet) throws MalformedRecordException {
        JuteReader in = dataOf(packet);
        long sessionId = in.readLong();
        int cxid = in.readInt();
        int code = in.readInt();
        if (code == OpCode.SYNC.code()) {
            learner.pendingSyncs++;
            role.sync(learner);
            return;
        }
        WriteRequest request = decode(code, in);
        if (request instanceof WriteRequest.CreateSession create) {
            role.own(sessionId, create.timeoutMs(), learner.owner());
        }
        List<AuthId> ids = packet.ids();
        role.propose(request, sessionId, cxid, ids == null ? List.of() : ids, Upstream.NO_CONNECTION, learner.owner());
    }

    /** What cannot be read takes a zxid all the same: the learner waits for one. */
    private static WriteRequest decode(int code, JuteReader in) throws MalformedRecordException {
        if (code == OpCode.CREATE_SESSION.code()) {
            return new WriteRequest.CreateSession(in.readInt());
        }
        return RequestDecoder.decode(code, in) instanceof WriteRequest write ? write : WriteRequest.Multi.MALFORMED;
    }

    /** What is said of a packet that has come too early or too late. */
    static String outOfPlace(QuorumPacket packet) {
        return packet.type() + " out of place";
    }

    /** The data of a packet that must have some. */
    static JuteReader dataOf(QuorumPacket packet) throws MalformedRecordException {
        byte[] data = packet.data();
        if (data == null) {
            throw new MalformedRecordException("no data");
        }
        return new JuteReader(data);
    }
}
