package io.coordkit.core.zab;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.broadcast.History;
import io.coordkit.core.broadcast.Proposal;
import io.coordkit.core.client.Upstream;
import io.coordkit.core.effect.Report;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.peer.LearnerInfo;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.quorum.MemberSyntaxException;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.stats.Count;
import io.coordkit.core.stats.Measure;
import io.coordkit.core.storage.LogSlice;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TxnResult;
import io.coordkit.core.txn.LoggedTxn;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.WriteRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A follower or an observer: promises itself to a leader, takes over its history, and then logs, acknowledges and applies what
 * it proposes and commits ({@code Learner}, {@code Follower} and {@code Observer} of the reference). An observer may do so by way of
 * a follower, which is to it what the leader is to others.
 *
 * <pre>
 * DIALLING   --link is there-----------------------> GREETING    FOLLOWERINFO
 * GREETING   --link ends---------------------------> DIALLING    not for long
 * GREETING   --LEADERINFO--------------------------> PROMISING   the epoch goes to disk
 * PROMISING  --on disk-----------------------------> DISCOVERED  ACKEPOCH
 * DISCOVERED --DIFF, TRUNC or SNAP-----------------> SYNCING
 * SYNCING    --NEWLEADER---------------------------> SETTLING    history goes to disk, then the current epoch
 * SETTLING   --on disk-----------------------------> SETTLED     ACK of NEWLEADER
 * SETTLED    --UPTODATE----------------------------> ACTIVE
 * </pre>
 */
final class LearnerRole implements Role, Upstream {
    private static final long NO_LINK = -1;

    /** A leader that was just elected will listen in a moment, so the first attempts follow each other quickly. */
    private static final long DIAL_AGAIN_MS_MIN = 2;

    private static final long DIAL_AGAIN_MS_MAX = 8;
    private static final int EPOCH_NOT_COUNTED = -1;

    /** What may be on its way to a slow disk before the leader has to wait; it gives up who lets it wait for too long. */
    private static final long BYTES_UNFORCED_MAX = 32 << 20;

    private final RoleContext context;
    private final Turn turn;
    private final History history;
    private final PeerWriter writer;
    private final long leader;
    private final Roster roster;
    private final boolean observer;
    private final LearnerRequests requests;
    private final ObserverMaster observers;

    /** The server from which this one learns: the leader, or a follower of it. */
    private long master;

    /** Proposals whose acknowledgement the leader waits for. */
    private final ArrayDeque<Long> unacknowledged = new ArrayDeque<>();

    private final PacketBatch acknowledgements = new PacketBatch();

    private Step step = Step.DIALLING;
    private long link = NO_LINK;
    private long dialAtMs = Long.MAX_VALUE;
    private long dialAgainMs = DIAL_AGAIN_MS_MIN;
    private long dialSinceMs;
    private long heardMs;
    private long epoch;
    private boolean promiseCounts;
    private long committedZxid;
    private boolean treeIsComing;

    /** The membership that comes with the leader, decided as soon as it is up to date. */
    private Optional<Membership> ofLeader = Optional.empty();

    /** Who leads, as the reconfiguration that was decided last says. */
    private long appointed;

    /** What the tree that was sent contains for certain. */
    private long treeZxid = Long.MIN_VALUE;

    /** What must be on disk before the leader's epoch is ours. */
    private long settledZxid;

    private boolean saving;
    private boolean paused;

    private enum Step {
        DIALLING,
        GREETING,
        PROMISING,
        DISCOVERED,
        SYNCING,
        SETTLING,
        SETTLED,
        ACTIVE
    }

    LearnerRole(RoleContext context, long leader) {
        this.context = context;
        this.turn = context.turn();
        this.history = context.history();
        this.writer = context.writer();
        this.leader = leader;
        this.appointed = leader;
        this.master = leader;
        this.roster = context.roster();
        this.observer = roster.isObserver();
        this.requests = new LearnerRequests(context);
        this.observers = new ObserverMaster(context, requests);
    }

    void begin() {
        long waitMs = reconnectMs();
        dialSinceMs = turn.nowMs() + waitMs;
        if (waitMs == 0) {
            dial();
        } else {
            dialAtMs = dialSinceMs;
        }
    }

    /** An observer that has lost the leader, or has tried all followers, leaves room for others. */
    private long reconnectMs() {
        boolean waits = observer && context.masters().startsOver(leader);
        return waits ? context.spread().next(context.config().roleTimes().dialWithinMs()) : 0;
    }

    long leader() {
        return leader;
    }

    /** The server from which this one learns. */
    long master() {
        return master;
    }

    /** What this server is for observers. */
    ObserverMaster observerMaster() {
        return observers;
    }

    long epoch() {
        return step.compareTo(Step.PROMISING) < 0 ? context.promises().current() : epoch;
    }

    Phase phase() {
        return switch (step) {
            case DIALLING, GREETING, PROMISING, DISCOVERED -> Phase.DISCOVERY;
            case SYNCING, SETTLING, SETTLED -> Phase.SYNCHRONISATION;
            case ACTIVE -> Phase.BROADCAST;
        };
    }

    @Override
    public void onTime() {
        if (step == Step.DIALLING) {
            if (turn.nowMs() >= dialAtMs) {
                dial();
            }
        } else if (turn.nowMs() >= heardMs + patienceMs()) {
            context.ending().giveUp(source() + " is silent");
        } else if (step == Step.ACTIVE) {
            context.sessions().onTime(turn.nowMs());
            context.sessions().expire(turn.nowMs(), context.clients()::endLocalSession);
            observers.onTime();
        }
    }

    @Override
    public long deadlineMs() {
        if (step == Step.DIALLING) {
            return dialAtMs;
        }
        long ofSessions = step == Step.ACTIVE ? context.sessions().nextExpiryMs() : Long.MAX_VALUE;
        return Math.min(Math.min(heardMs + patienceMs(), ofSessions), observers.deadlineMs());
    }

    private long patienceMs() {
        boolean settled = step == Step.SETTLED || step == Step.ACTIVE;
        return settled ? context.config().syncLimitMs() : context.config().initLimitMs();
    }

    private void dial() {
        dialAtMs = Long.MAX_VALUE;
        master = context.masters().next(leader);
        if (master == leader) {
            turn.outbox().dial(leader);
        } else {
            turn.outbox().dialMaster(master);
        }
    }

    /** Who it is from which this server learns, in words. */
    private String source() {
        return master == leader ? "the leader" : "server " + master;
    }

    @Override
    public void onLearnerConnected(long stranger, String address) {
        observers.onConnected(stranger, address);
    }

    @Override
    public void onDialled(long server, long dialled) {
        if (step != Step.DIALLING || server != master) {
            turn.outbox().closePeer(dialled);
            return;
        }
        link = dialled;
        step = Step.GREETING;
        heardMs = turn.nowMs();
        JuteWriter info = new JuteWriter(20);
        long version = roster.decided().version();
        new LearnerInfo(context.config().self(), LearnerInfo.PROTOCOL_VERSION, version).write(info);
        PacketType type = observer ? PacketType.OBSERVER_INFO : PacketType.FOLLOWER_INFO;
        writer.send(link, type, Zxid.of(context.promises().accepted(), 0), info.toByteArray());
    }

    @Override
    public void onUnreachable(long server) {
        if (step == Step.DIALLING && server == master) {
            dialAgain();
        }
    }

    private void dialAgain() {
        if (turn.nowMs() - dialSinceMs >= context.config().dialLimitMs()) {
            context.ending().giveUp(source() + " cannot be reached");
        } else {
            long waitMs = master == leader ? 0 : reconnectMs();
            dialAtMs = turn.nowMs() + Math.max(waitMs, nextDialPauseMs());
        }
    }

    private long nextDialPauseMs() {
        long wanted = context.config().roleTimes().dialPauseMs();
        long pauseMs = wanted > 0 ? wanted : dialAgainMs;
        dialAgainMs = Math.min(2 * dialAgainMs, DIAL_AGAIN_MS_MAX);
        return pauseMs;
    }

    @Override
    public void onGone(long gone, String reason) {
        if (gone != link) {
            observers.onGone(gone, reason);
            return;
        }
        link = NO_LINK;
        if (step == Step.GREETING) {
            // A proxy on the way takes connections for one who does not listen yet, and drops them. The reference looks
            // for a leader again, and may leave the one whom it has elected waiting for it.
            step = Step.DIALLING;
            dialAgain();
        } else {
            context.ending().giveUp("the link to " + source() + " ended: " + reason);
        }
    }

    @Override
    public void onProgress(long from) {
        if (from == link) {
            heardMs = turn.nowMs();
        }
    }

    @Override
    public void onDrained(long drained) {
        // This server sends little to its leader, and asks for nothing.
        observers.onDrained(drained);
    }

    @Override
    public void onPacket(long from, QuorumPacket packet) {
        if (from != link) {
            observers.onPacket(from, packet);
            return;
        }
        heardMs = turn.nowMs();
        try {
            handle(packet);
        } catch (MalformedRecordException e) {
            refuse(packet.type() + " that cannot be read: " + e.getMessage());
        }
    }

    private void handle(QuorumPacket packet) throws MalformedRecordException {
        switch (packet.type()) {
            case LEADER_INFO -> onLeaderInfo(packet);
            case DIFF, TRUNC, SNAP -> onPlan(packet);
            case PROPOSAL -> onProposal(packet);
            case COMMIT -> onCommit(packet.zxid());
            case COMMIT_AND_ACTIVATE -> {
                appointed = new JuteReader(dataOf(packet)).readLong();
                onCommit(packet.zxid());
            }
            case INFORM -> onInform(packet.zxid(), dataOf(packet));
            case INFORM_AND_ACTIVATE -> {
                byte[] data = dataOf(packet);
                appointed = new JuteReader(data).readLong();
                onInform(packet.zxid(), Arrays.copyOfRange(data, Long.BYTES, data.length));
            }
            case NEW_LEADER -> onNewLeader(packet);
            case UP_TO_DATE -> onUpToDate();
            case PING -> onPing(packet);
            case REVALIDATE, SYNC -> {
                if (step == Step.ACTIVE) {
                    requests.onAnswer(packet);
                    observers.onAnswer();
                }
            }
            case REQUEST, ACK, FOLLOWER_INFO, OBSERVER_INFO, ACK_EPOCH -> refuse(packet.type() + " from a leader");
        }
    }

    private void onLeaderInfo(QuorumPacket packet) {
        if (step != Step.GREETING) {
            refuse("LEADERINFO out of place");
            return;
        }
        epoch = Zxid.epoch(packet.zxid());
        // Nobody relies on the promise of one who does not vote; its history must not be newer, that is all. But where
        // members change it may be a voter of a membership that it has not heard of.
        boolean binding = !observer || roster.isReconfigurable();
        long newest =
                binding ? context.promises().accepted() : context.promises().current();
        if (epoch < newest) {
            context.ending().giveUp("the leader's epoch " + epoch + " is older than our " + newest);
            return;
        }
        step = Step.PROMISING;
        // A promise that was given before counts no second time.
        promiseCounts = epoch > context.promises().accepted();
        if (promiseCounts) {
            context.promises().save(epoch, context.promises().current());
        } else if (!context.promises().areSaving()) {
            acknowledgeEpoch();
        }
    }

    private void acknowledgeEpoch() {
        step = Step.DISCOVERED;
        int currentEpoch = promiseCounts ? (int) context.promises().current() : EPOCH_NOT_COUNTED;
        long last = context.mending().needsTree() ? Zxid.NONE : history.lastZxid();
        writer.send(
                link,
                PacketType.ACK_EPOCH,
                last,
                new JuteWriter(Integer.BYTES).writeInt(currentEpoch).toByteArray());
    }

    private void onPlan(QuorumPacket packet) {
        if (step != Step.DISCOVERED) {
            refuse(packet.type() + " out of place");
            return;
        }
        step = Step.SYNCING;
        committedZxid = packet.zxid();
        switch (packet.type()) {
            case DIFF -> {
                if (context.mending().needsTree()) {
                    refuse("DIFF to one that needs the whole tree");
                }
            }
            case TRUNC -> truncate(packet.zxid());
            default -> {
                treeIsComing = true;
                treeZxid = packet.zxid();
            }
        }
    }

    private void truncate(long zxid) {
        if (zxid < history.lastZxid()) {
            boolean reload = zxid < history.appliedZxid();
            context.mending().to(zxid);
            turn.outbox().truncateLog(zxid, reload);
        }
    }

    @Override
    public void onTree(long from, DataTree tree) {
        if (from != link) {
            observers.onTree(from);
            return;
        }
        if (!treeIsComing) {
            return;
        }
        heardMs = turn.nowMs();
        treeIsComing = false;
        tree.setLastZxid(treeZxid);
        context.mending().to(treeZxid);
        turn.outbox().installSnapshot(tree);
    }

    private void onProposal(QuorumPacket packet) throws MalformedRecordException {
        if (step.compareTo(Step.SYNCING) < 0) {
            refuse("PROPOSAL out of place");
            return;
        }
        if (append(packet.zxid(), dataOf(packet))) {
            unacknowledged.addLast(packet.zxid());
        }
    }

    /** Adds what must be the next transaction: a hole would never be noticed again (ZOOKEEPER-4925). */
    private boolean append(long zxid, byte[] payload) throws MalformedRecordException {
        if (zxid <= treeZxid) {
            // A leader of the reference may send again what its tree contained already.
            return false;
        }
        LoggedTxn logged = TxnCodec.read(new JuteReader(payload));
        long last = history.lastZxid();
        if (!Zxid.isNext(last, zxid) || logged.header().zxid() != zxid) {
            refuse("transaction " + Zxid.format(zxid) + " does not follow " + Zxid.format(last));
            return false;
        }
        measure(logged.header());
        history.append(new Proposal(logged, payload, payload.length, NO_CONNECTION), payload, 0, payload.length);
        if (!paused && history.bytesUnforced() > BYTES_UNFORCED_MAX) {
            paused = true;
            turn.outbox().setPeerReading(link, false);
        }
        return true;
    }

    /** What comes with the leader's history is older, and says nothing of the way here. */
    private void measure(TxnHeader header) {
        if (step == Step.ACTIVE && !observer) {
            turn.stats().add(Count.PROPOSAL_RECEIVED);
            turn.stats().add(Measure.PROPOSAL, turn.wallMs() - header.timeMs());
        }
    }

    private void maybeGoOnReading() {
        if (paused && history.bytesUnforced() < BYTES_UNFORCED_MAX / 2) {
            paused = false;
            turn.outbox().setPeerReading(link, true);
        }
    }

    private void onCommit(long zxid) {
        if (step.compareTo(Step.SYNCING) < 0) {
            refuse("COMMIT out of place");
            return;
        }
        if (zxid > history.lastZxid()) {
            refuse("COMMIT of " + Zxid.format(zxid) + ", which was not proposed");
            return;
        }
        committedZxid = Math.max(committedZxid, zxid);
        if (step == Step.ACTIVE) {
            turn.stats().add(Count.COMMIT_RECEIVED);
            apply();
        } else if (step == Step.SYNCING) {
            // Whoever has decided it needs no acknowledgement any more.
            while (!unacknowledged.isEmpty() && unacknowledged.getFirst() <= zxid) {
                unacknowledged.removeFirst();
            }
        }
    }

    private void onInform(long zxid, byte[] payload) throws MalformedRecordException {
        if (step.compareTo(Step.SYNCING) < 0) {
            refuse("INFORM out of place");
            return;
        }
        if (append(zxid, payload)) {
            onCommit(zxid);
        }
    }

    private void onNewLeader(QuorumPacket packet) throws MalformedRecordException {
        if (step != Step.SYNCING || treeIsComing || Zxid.epoch(packet.zxid()) != epoch) {
            refuse("NEWLEADER out of place");
            return;
        }
        step = Step.SETTLING;
        settledZxid = history.lastZxid();
        seeMembership(packet);
        maybeSettle();
    }

    /** It is on disk before the acknowledgement, because the epochs are saved behind it. */
    private void seeMembership(QuorumPacket packet) throws MalformedRecordException {
        byte[] text = packet.data();
        if (!roster.isReconfigurable() || text == null || text.length == 0) {
            return;
        }
        try {
            Membership membership = Membership.parse(new String(text, StandardCharsets.UTF_8));
            roster.see(membership);
            ofLeader = Optional.of(membership);
        } catch (MemberSyntaxException e) {
            throw new MalformedRecordException("a membership: " + e.getMessage());
        }
    }

    /**
     * The leader's epoch becomes ours once its history is on disk, and not before: a server that claims the epoch without the
     * history would win an election and undo what was committed (ZOOKEEPER-4643, -3911).
     */
    private void maybeSettle() {
        boolean durable = !history.isHeld() && history.durableZxid() >= settledZxid;
        if (step == Step.SETTLING && durable && !saving) {
            saving = true;
            context.promises().save(Math.max(epoch, context.promises().accepted()), epoch);
        }
    }

    @Override
    public void onLogDurable(long zxid) {
        maybeGoOnReading();
        maybeSettle();
        acknowledge();
    }

    @Override
    public void onMended() {
        maybeGoOnReading();
        maybeSettle();
    }

    @Override
    public void onEpochsSaved() {
        if (step == Step.PROMISING) {
            acknowledgeEpoch();
        } else if (step == Step.SETTLING && saving) {
            step = Step.SETTLED;
            heardMs = turn.nowMs();
            writer.send(link, PacketType.ACK, Zxid.of(epoch, 0));
            acknowledge();
        }
    }

    /** After that of NEWLEADER, one acknowledgement for each proposal that is on disk (ZOOKEEPER-4685). */
    private void acknowledge() {
        if (observer || step.compareTo(Step.SETTLED) < 0) {
            return;
        }
        acknowledgements.reset();
        while (!unacknowledged.isEmpty() && unacknowledged.getFirst() <= history.durableZxid()) {
            acknowledgements.add(PacketType.ACK, unacknowledged.removeFirst());
        }
        if (!acknowledgements.isEmpty()) {
            writer.send(link, acknowledgements);
        }
    }

    private void onUpToDate() {
        if (step == Step.ACTIVE) {
            return;
        }
        if (step != Step.SETTLED) {
            refuse("UPTODATE out of place");
            return;
        }
        Membership former = roster.decided();
        if (ofLeader.filter(this::isDecided).filter(roster::decide).isPresent() && isOutOfPlace(former)) {
            context.ending().giveUp("the members have changed");
            return;
        }
        step = Step.ACTIVE;
        writer.send(link, PacketType.ACK, Zxid.of(epoch, 0));
        history.applyUpTo(committedZxid, this::onDecidedBefore);
        history.beginEpoch(Zxid.of(epoch, 0));
        context.sessions().startOver(true);
        context.establishment().serve(this, epoch, master, true);
        turn.outbox().report(new Report.Following(leader, epoch));
        if (observer) {
            if (master != leader) {
                turn.outbox().report(new Report.LearningFrom(master));
            }
        } else {
            observers.open(epoch, link);
        }
    }

    /**
     * What the leader had seen before its epoch is decided with the epoch. What was proposed in it may be dropped yet, although the
     * leader speaks of it; the reference takes it for decided, and a majority of both memberships may know nothing of it.
     */
    private boolean isDecided(Membership membership) {
        return membership.version() <= Math.max(committedZxid, Zxid.of(epoch, 0));
    }

    /** Whether the membership has another place for us, or for the leader. */
    private boolean isOutOfPlace(Membership former) {
        return observer != roster.isObserver() || Roster.isReplaced(leader, former, roster.decided());
    }

    /** Somebody here may still wait for what was asked of the former leader. */
    private void onDecidedBefore(Proposal proposal, TxnResult result) {
        context.listener().onApplied(context.clients().originOf(proposal.header()), proposal, result);
        maybeReconfigure(proposal);
    }

    private void apply() {
        history.applyUpTo(committedZxid, this::onApplied);
        observers.onAllApplied();
    }

    private void onApplied(Proposal proposal, TxnResult result) {
        turn.stats()
                .add(
                        Measure.COMMIT_PROPAGATION,
                        turn.wallMs() - proposal.header().timeMs());
        context.listener().onApplied(requests.originOf(proposal.header()), proposal, result);
        observers.onApplied(proposal, appointed);
        maybeReconfigure(proposal);
    }

    /** Whoever has another place from now on goes there at once, and needs no election for it. */
    private void maybeReconfigure(Proposal proposal) {
        if (!proposal.isReconfig()) {
            return;
        }
        try {
            boolean changed = roster.decide(Roster.proposedBy(proposal));
            if (changed && (appointed != leader || observer != roster.isObserver())) {
                context.ending().giveWayTo(appointed, "the members have changed");
            }
        } catch (MemberSyntaxException e) {
            context.ending().giveUp("a membership that cannot be read: " + e.getMessage());
        }
    }

    private void onPing(QuorumPacket packet) {
        if (step.compareTo(Step.SETTLED) < 0) {
            return;
        }
        JuteWriter touched = new JuteWriter(64);
        SessionTable.TouchedAction tell =
                (session, timeoutMs) -> touched.writeLong(session).writeInt(timeoutMs);
        context.sessions().takeTouched(tell);
        observers.takeTouched(tell);
        writer.send(link, PacketType.PING, packet.zxid(), touched.toByteArray());
    }

    private static byte[] dataOf(QuorumPacket packet) throws MalformedRecordException {
        byte[] data = packet.data();
        if (data == null) {
            throw new MalformedRecordException("no data");
        }
        return data;
    }

    private void refuse(String what) {
        turn.outbox().report(new Report.PeerRefused(master, what));
        context.ending().giveUp(what);
    }

    @Override
    public void onLogSearched(long ofObserver, long base) {
        observers.onLogSearched(ofObserver, base);
    }

    @Override
    public void onLogRead(long ofObserver, LogSlice slice) {
        observers.onLogRead(ofObserver, slice);
    }

    @Override
    public void onLogUnreadable(long ofObserver) {
        observers.onLogUnreadable(ofObserver);
    }

    @Override
    public void end() {
        observers.end();
        if (link != NO_LINK) {
            turn.outbox().closePeer(link);
        }
    }

    @Override
    public void propose(WriteRequest request, long sessionId, int cxid, List<AuthId> ids, long connection) {
        requests.propose(link, request, sessionId, cxid, ids, connection);
    }

    @Override
    public void sync(long sessionId, int cxid, long connection) {
        requests.sync(link, sessionId, cxid, connection);
    }

    @Override
    public void revalidate(long sessionId, int timeoutMs, long connection) {
        requests.revalidate(link, sessionId, timeoutMs, connection);
    }

    @Override
    public long bytesOnTheWay() {
        return requests.bytesOnTheWay();
    }
}
