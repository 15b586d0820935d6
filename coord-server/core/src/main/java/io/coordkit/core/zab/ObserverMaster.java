package io.coordkit.core.zab;

import io.coordkit.core.broadcast.History;
import io.coordkit.core.broadcast.Proposal;
import io.coordkit.core.effect.Report;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.stats.Count;
import io.coordkit.core.storage.LogSlice;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.OpCode;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a follower is for observers that learn from it ({@code ObserverMaster} of the reference): it brings them to what it has applied,
 * tells them what it applies from then on, and passes on what they ask of the leader. It is open while the follower is up to date with
 * its leader, and in that leader's epoch.
 *
 * <p>An observer that is ahead within the epoch has learned from another follower what is decided, and waits until it is known here. The
 * reference makes it cut that off, and its clients would see the past.
 */
final class ObserverMaster {
    private static final long NO_ZXID = -1;
    private static final String FINE = "";

    private final RoleContext context;
    private final Turn turn;
    private final History history;
    private final LearnerRequests requests;
    private final Learners learners;
    private final LearnerSync sync;
    private final PacketBatch informs = new PacketBatch();

    /** Sessions that observers have heard of since the leader was told last, with their timeouts in ms. */
    private final Map<Long, Integer> touched = new TreeMap<>();

    /** Requests of observers that wait for the answer to a sync. */
    private final ArrayDeque<Held> held = new ArrayDeque<>();

    private boolean open;
    private long epoch;
    private long leaderLink;
    private long pingAtMs = Long.MAX_VALUE;

    private record Held(Learner learner, QuorumPacket packet, boolean isSync) {}

    /** One that is not open. */
    ObserverMaster(RoleContext context, LearnerRequests requests) {
        this.context = context;
        this.turn = context.turn();
        this.history = context.history();
        this.requests = requests;
        this.learners = new Learners(turn, context.config(), context.roster());
        long keptBytesMax = context.config().observerMasters().keptBytesMax();
        this.sync = new LearnerSync(context, learners, context.roster()::decided, keptBytesMax);
    }

    /** This server follows in an epoch; observers can come if that is wanted. */
    void open(long ofLeader, long link) {
        if (context.config().observerMasters().enabled()) {
            open = true;
            epoch = ofLeader;
            leaderLink = link;
            pingAtMs = nextPingMs();
            turn.outbox().openObserverPort();
        }
    }

    private long nextPingMs() {
        return turn.nowMs() + context.config().tickMs() / 2;
    }

    /** The observers that are sent what is decided; empty where none can come. */
    Optional<List<ObserverView>> observers() {
        return open ? Optional.of(learners.observers()) : Optional.empty();
    }

    /** Counting of what passes between this server and its observers starts anew. */
    void resetTraffic() {
        learners.resetTraffic();
    }

    void onTime() {
        for (Learner silent : learners.silent()) {
            lose(silent, "silent");
        }
        if (turn.nowMs() >= pingAtMs) {
            pingAtMs = nextPingMs();
            for (Learner learner : learners.all()) {
                if (learner.step == Learner.Step.ACTIVE) {
                    context.writer().send(learner, PacketType.PING, history.appliedZxid());
                }
            }
        }
    }

    /** When {@link #onTime} has something to do, in ms. */
    long deadlineMs() {
        return Math.min(pingAtMs, learners.deadlineMs());
    }

    void onConnected(long link, String address) {
        if (open) {
            learners.add(link, address);
        } else {
            turn.outbox().closePeer(link);
        }
    }

    void onGone(long link, String reason) {
        Learner learner = learners.find(link);
        if (learner != null) {
            learners.remove(learner);
            forget(learner, reason);
        }
    }

    private void lose(Learner learner, String reason) {
        learners.remove(learner);
        turn.outbox().closePeer(learner.link);
        forget(learner, reason);
    }

    private void forget(Learner learner, String reason) {
        sync.stop(learner);
        held.removeIf(request -> request.learner == learner);
        if (learner.server != Learner.UNKNOWN) {
            turn.outbox().report(new Report.LearnerLost(learner.server, reason));
        }
    }

    private void loseUnless(Learner learner, String failure) {
        if (!failure.isEmpty()) {
            lose(learner, failure);
        }
    }

    private void refuse(Learner learner, String what) {
        turn.outbox().report(new Report.PeerRefused(learner.server, what));
        lose(learner, what);
    }

    /** A tree has come on a link; no learner sends one. */
    void onTree(long link) {
        Learner learner = learners.find(link);
        if (learner != null) {
            refuse(learner, "a tree from an observer");
        }
    }

    void onPacket(long link, QuorumPacket packet) {
        Learner learner = learners.find(link);
        if (learner == null) {
            return;
        }
        learner.onReceived(packet, turn.nowMs());
        String refusal = handle(learner, packet);
        if (!refusal.isEmpty()) {
            refuse(learner, refusal);
        }
    }

    private String handle(Learner learner, QuorumPacket packet) {
        try {
            return switch (packet.type()) {
                case OBSERVER_INFO -> onInfo(learner, packet);
                case ACK_EPOCH -> onAckEpoch(learner, packet);
                case ACK -> onAck(learner, packet.zxid());
                case PING -> onPing(learner, packet);
                case REVALIDATE -> onRevalidate(learner, packet);
                case REQUEST -> onRequest(learner, packet);
                default -> packet.type() + " to a follower";
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
        Learner former = learners.former(learner);
        if (former != null) {
            lose(former, "came back on another link");
        }
        learner.step = Learner.Step.INVITED;
        context.writer().send(learner, PacketType.LEADER_INFO, Zxid.of(epoch, 0), LeaderRequests.PROTOCOL_VERSION);
        return FINE;
    }

    private String onAckEpoch(Learner learner, QuorumPacket packet) {
        if (learner.step != Learner.Step.INVITED) {
            return LeaderRequests.outOfPlace(packet);
        }
        learner.step = Learner.Step.PROMISED;
        learner.lastZxid = packet.zxid();
        maybeSynchronise(learner);
        return FINE;
    }

    private void maybeSynchronise(Learner learner) {
        boolean ahead = Zxid.epoch(learner.lastZxid) == epoch
                && Zxid.counter(learner.lastZxid) > 0
                && learner.lastZxid > history.appliedZxid();
        if (learner.step == Learner.Step.PROMISED && !ahead) {
            loseUnless(learner, sync.begin(learner, epoch, true));
        }
    }

    /** Nobody counts what an observer acknowledges. */
    private String onAck(Learner learner, long zxid) {
        if (learner.step == Learner.Step.SENT && zxid == Zxid.of(epoch, 0)) {
            learner.step = Learner.Step.ACTIVE;
            context.writer().send(learner, PacketType.UP_TO_DATE, NO_ZXID);
            turn.outbox().report(new Report.LearnerActive(learner.server));
        }
        return FINE;
    }

    private String onPing(Learner learner, QuorumPacket packet) throws MalformedRecordException {
        if (learner.step == Learner.Step.ACTIVE) {
            LeaderRequests.readTouched(packet, touched::put);
        }
        return FINE;
    }

    /** Hands over the sessions of observers that have been heard of since the last call. */
    void takeTouched(SessionTable.TouchedAction action) {
        touched.forEach(action::accept);
        touched.clear();
    }

    private String onRevalidate(Learner learner, QuorumPacket packet) throws MalformedRecordException {
        turn.stats().add(Count.REVALIDATED);
        if (learner.step != Learner.Step.ACTIVE) {
            return LeaderRequests.outOfPlace(packet);
        }
        long sessionId = LeaderRequests.dataOf(packet).readLong();
        requests.revalidate(
                leaderLink, packet, sessionId, answer -> context.writer().send(learner, answer));
        return FINE;
    }

    private String onRequest(Learner learner, QuorumPacket packet) throws MalformedRecordException {
        if (learner.step != Learner.Step.ACTIVE) {
            return LeaderRequests.outOfPlace(packet);
        }
        JuteReader in = LeaderRequests.dataOf(packet);
        in.readLong();
        in.readInt();
        held.addLast(new Held(learner, packet, in.readInt() == OpCode.SYNC.code()));
        passOn();
        return FINE;
    }

    /** The leader has answered something of this server or of its observers. */
    void onAnswer() {
        passOn();
    }

    /**
     * A leader lets what comes behind a sync wait, whoever of us has asked for either, and does it even when the observer is gone, whose
     * clients may have come back by then and asked for newer things. So writes wait here, where they go with the observer.
     */
    private void passOn() {
        for (Held next = held.peekFirst();
                next != null && (next.isSync || !requests.awaitsSync());
                next = held.peekFirst()) {
            held.removeFirst();
            Learner learner = next.learner;
            if (next.isSync) {
                requests.sync(
                        leaderLink, next.packet, () -> context.writer().send(learner, PacketType.SYNC, Zxid.NONE));
            } else {
                context.writer().send(leaderLink, next.packet);
            }
        }
    }

    /**
     * A transaction has been applied here.
     *
     * @param leader who leads from then on, if it is a reconfiguration
     */
    void onApplied(Proposal proposal, long leader) {
        if (learners.all().isEmpty()) {
            return;
        }
        if (proposal.isReconfig()) {
            byte[] data = Announcements.activation(leader, proposal.payload());
            informs.add(PacketType.INFORM_AND_ACTIVATE, proposal.zxid(), data);
        } else {
            informs.add(PacketType.INFORM, proposal.zxid(), proposal.payload());
        }
    }

    /** All that can be applied at present has been. */
    void onAllApplied() {
        if (informs.isEmpty()) {
            return;
        }
        for (Learner learner : learners.all()) {
            if (learner.isForwarded()) {
                context.writer().send(learner, informs);
            }
        }
        informs.reset();
        learners.copy().forEach(this::maybeSynchronise);
    }

    void onDrained(long link) {
        Learner learner = learners.find(link);
        if (learner != null) {
            learner.heardMs = turn.nowMs();
            loseUnless(learner, sync.goOn(learner, epoch, true));
        }
    }

    void onLogSearched(long link, long base) {
        Learner learner = learners.find(link);
        if (learner != null) {
            learner.heardMs = turn.nowMs();
            loseUnless(learner, sync.onSearched(learner, base, epoch, true));
        }
    }

    void onLogRead(long link, LogSlice slice) {
        Learner learner = learners.find(link);
        if (learner != null) {
            learner.heardMs = turn.nowMs();
            loseUnless(learner, sync.onRead(learner, slice, epoch, true));
        }
    }

    void onLogUnreadable(long link) {
        Learner learner = learners.find(link);
        if (learner != null) {
            lose(learner, "the log that it needs cannot be read");
        }
    }

    /** The follower is one no more: observers look for another. */
    void end() {
        if (!open) {
            return;
        }
        open = false;
        turn.outbox().closeObserverPort();
        for (Learner learner : learners.copy()) {
            lose(learner, "this server does not follow any more");
        }
    }
}
