package io.coordkit.core.harness;

import io.coordkit.core.auth.AuthRules;
import io.coordkit.core.election.ElectionTimes;
import io.coordkit.core.election.Notification;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.quorum.Memberships;
import io.coordkit.core.replica.Input;
import io.coordkit.core.replica.Replica;
import io.coordkit.core.replica.ReplicaConfig;
import io.coordkit.core.session.SessionPolicy;
import io.coordkit.core.storage.HardStateFile;
import io.coordkit.core.storage.LogSlice;
import io.coordkit.core.storage.RecentLog;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.SnapshotDecoder;
import io.coordkit.core.tree.SnapshotEncoder;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.txn.LoggedTxn;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.ConnectRequest;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.zab.EnsembleConfig;
import io.coordkit.core.zab.ReconfigPolicy;
import io.coordkit.core.zab.ServerStatus;
import io.coordkit.core.zab.SyncLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One server of a {@link TestCluster}, with a disk that keeps what it is given and answers when the cluster lets it. */
public final class TestMember extends RecordingOutbox {
    private final TestCluster cluster;
    private final long id;
    private final long counterMax;
    private final ReconfigPolicy policy;
    private Memberships memberships;
    private final TreeMap<Long, byte[]> log = new TreeMap<>();
    private byte[] base = bytesOf(DataTree.newborn(TreeOptions.DEFAULT));
    private long baseZxid;
    private long acceptedEpoch;
    private long currentEpoch;
    private int life;
    private final List<Input> heldByDisk = new ArrayList<>();
    private boolean diskStuck;
    private boolean portTaken;
    private boolean listening;
    private boolean listeningForObservers;
    private boolean readsPeer = true;
    private long nextConnection = 1;

    private final Map<Long, long[]> searches = new HashMap<>();

    @Nullable
    private Replica replica;

    TestMember(TestCluster cluster, long id, Membership membership, long counterMax, ReconfigPolicy policy) {
        this.cluster = cluster;
        this.id = id;
        this.counterMax = counterMax;
        this.policy = policy;
        this.memberships = Memberships.of(membership);
    }

    private EnsembleConfig config() {
        return new EnsembleConfig(
                TestCluster.TICK_MS,
                id,
                memberships.decided(),
                ElectionTimes.DEFAULT,
                cluster.roleTimes(),
                10,
                5,
                counterMax,
                TestCluster.READ_ONLY_AFTER_MS,
                SyncLimits.DEFAULT,
                true,
                new ReconfigPolicy(policy.enabled(), policy.votersMin(), Optional.of(memberships.seen())),
                cluster.observerMasters());
    }

    /** What its disk says of who belongs to the ensemble. */
    public Memberships memberships() {
        return memberships;
    }

    /** Its disk says, before it starts, that this is proposed. */
    public void propose(Membership proposed) {
        memberships = memberships.seeing(proposed);
    }

    /** Its number. */
    public long id() {
        return id;
    }

    /** Whether it runs. */
    public boolean isUp() {
        return replica != null;
    }

    /** What it is. */
    public ServerStatus status() {
        return replica().status();
    }

    /** The machine. */
    public Replica replica() {
        if (replica == null) {
            throw new IllegalStateException("server " + id + " is down");
        }
        return replica;
    }

    /** Zxids in its log. */
    public List<Long> logged() {
        return List.copyOf(log.keySet());
    }

    /** Its disk is new when it starts. */
    public void loseDisk() {
        log.clear();
        base = bytesOf(DataTree.newborn(TreeOptions.DEFAULT));
        baseZxid = 0;
        acceptedEpoch = 0;
        currentEpoch = 0;
    }

    /** Its disk says, before it starts, that it has promised itself to an epoch of which nobody else knows. */
    public void promise(long epoch) {
        acceptedEpoch = epoch;
    }

    /** Whether it takes what its leader sends. */
    public boolean readsPeer() {
        return readsPeer;
    }

    /** From now on the disk takes everything and answers nothing, or goes on. */
    public void setDiskStuck(boolean stuck) {
        diskStuck = stuck;
        if (!stuck) {
            heldByDisk.forEach(this::later);
            heldByDisk.clear();
        }
    }

    /** Whether there is space; without any, nothing is said of what is written. */
    public void setDiskFull(boolean full) {
        step(full ? new Input.DiskFull() : new Input.DiskFree());
        setDiskStuck(full);
    }

    /** Whether its quorum port belongs to somebody else. */
    public void setPortTaken(boolean taken) {
        portTaken = taken;
    }

    /** Whether learners can come. */
    public boolean isListening() {
        return listening;
    }

    /** Whether observers can come. */
    public boolean isListeningForObservers() {
        return listeningForObservers;
    }

    private void diskSays(Input input) {
        if (diskStuck) {
            heldByDisk.add(input);
        } else {
            later(input);
        }
    }

    /** Throws everything away but a snapshot of what it has, so that it cannot go back before that. */
    public void compact() {
        StateRecovery.Recovered recovered = recover();
        base = bytesOf(recovered.tree());
        baseZxid = recovered.tree().lastZxid();
        log.clear();
    }

    /** A client with a session on this server; the cluster must settle before it has one. */
    public TestClient open() {
        long connection = nextConnection++;
        step(new Input.ClientConnected(connection, "127.0.0.1", Optional.empty()));
        int mine = life;
        return new TestClient(input -> stepIn(mine, input), this, connection);
    }

    /** A client with a new session. */
    public TestClient connect() {
        TestClient client = open();
        client.greet(new ConnectRequest(0, 1000, 0, new byte[16], false, true));
        cluster.settle();
        client.takeHandshake();
        return client;
    }

    void start() {
        life++;
        SessionPolicy sessions = new SessionPolicy(
                200, 2000, SessionPolicy.firstId(id, cluster.nowMs() + life), cluster.localSessions());
        Configs configs =
                Configs.withTick(TestCluster.TICK_MS).sessions(sessions).checks(cluster.checks());
        ReplicaConfig own =
                policy.enabled() ? configs.auth(withoutLists(AuthRules.DEFAULT)).build() : configs.build();
        replica = Replica.member(
                own, config(), recover(), new HardStateFile.Epochs(acceptedEpoch, currentEpoch), cluster.tick(), this);
    }

    /** Anybody may reconfigure. */
    private static AuthRules withoutLists(AuthRules rules) {
        return new AuthRules(rules.digest(), rules.x509(), rules.sasl(), rules.demanded(), rules.ensembleNames(), true);
    }

    void stop() {
        for (long connection = 1; connection < nextConnection; connection++) {
            close(connection);
        }
        replica = null;
        heldByDisk.clear();
        listening = false;
        listeningForObservers = false;
        life++;
    }

    /** As in the product, time comes before what is judged by it. */
    void step(Input input) {
        replica().step(cluster.tick(), this);
        replica().step(input, this);
    }

    void onTime() {
        if (replica != null && replica.nextDeadlineNanos() <= cluster.tick().nowNanos()) {
            replica.step(cluster.tick(), this);
        }
    }

    /** Something that comes to this life of the server. */
    void later(Input input) {
        int mine = life;
        cluster.enqueue(() -> stepIn(mine, input));
    }

    private void stepIn(int wantedLife, Input input) {
        if (wantedLife == life && replica != null) {
            step(input);
        }
    }

    private StateRecovery.Recovered recover() {
        DataTree tree = treeOf(base, baseZxid);
        RecentLog recent = new RecentLog(new RecentLog.Limits(4, 0));
        log.forEach((zxid, payload) -> {
            tree.apply(parse(payload));
            recent.add(zxid, payload);
        });
        return new StateRecovery.Recovered(tree, baseZxid, log.size(), recent, List.of());
    }

    @Override
    public void appendLog(long zxid, byte[] payload, int offset, int length) {
        if (!log.isEmpty() && zxid <= log.lastKey()) {
            throw new AssertionError("the log of " + id + " goes back to " + Long.toHexString(zxid));
        }
        log.put(zxid, Arrays.copyOfRange(payload, offset, offset + length));
        diskSays(new Input.LogDurable(zxid));
    }

    @Override
    public void saveEpochs(long accepted, long current) {
        acceptedEpoch = accepted;
        currentEpoch = current;
        diskSays(new Input.EpochsSaved(accepted, current));
    }

    @Override
    public void saveMemberships(Memberships now) {
        memberships = now;
    }

    @Override
    public void become(Memberships now) {
        // Everybody can reach everybody here.
    }

    @Override
    public void truncateLog(long zxid, boolean reload) {
        if (baseZxid > zxid) {
            diskSays(new Input.LogNotTruncated(zxid));
            return;
        }
        log.tailMap(zxid, false).clear();
        diskSays(new Input.LogTruncated(zxid, reload ? Optional.of(recover()) : Optional.empty()));
    }

    @Override
    public void installSnapshot(DataTree tree) {
        base = bytesOf(tree);
        baseZxid = tree.lastZxid();
        log.clear();
        diskSays(new Input.SnapshotInstalled(tree));
    }

    @Override
    public void searchLog(long link, long after, long upTo) {
        boolean isThere = log.containsKey(upTo) && log.floorKey(after) != null;
        searches.put(link, new long[] {after, upTo});
        diskSays(new Input.LogSearched(link, isThere ? log.floorKey(after) : Zxid.UNKNOWN));
    }

    /** One transaction at a time. */
    @Override
    public void readLog(long link) {
        long[] search = searches.get(link);
        long next = log.higherKey(search[0]);
        search[0] = next;
        LogSlice slice = new LogSlice(List.of(new LogSlice.Item(next, log.get(next))), next == search[1]);
        diskSays(new Input.LogRead(link, slice));
    }

    @Override
    public void closeLog(long link) {
        searches.remove(link);
    }

    @Override
    public void dropSnapshot() {
        // Nothing is kept of an unfinished one.
    }

    @Override
    public void vote(long server, byte[] message) {
        try {
            Notification notification = Notification.read(message);
            TestMember to = cluster.member(server);
            if (cluster.areConnected(id, server)) {
                to.later(new Input.VoteReceived(id, notification));
            }
        } catch (MalformedRecordException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void openQuorumPort(long reign) {
        if (portTaken) {
            later(new Input.QuorumPortRefused(reign, "it is taken"));
        } else {
            listening = true;
            later(new Input.QuorumPortOpen(reign));
            cluster.opened(this);
        }
    }

    @Override
    public void closeQuorumPort() {
        listening = false;
    }

    @Override
    public void openObserverPort() {
        listeningForObservers = true;
    }

    @Override
    public void closeObserverPort() {
        listeningForObservers = false;
    }

    @Override
    public void dial(long server) {
        cluster.dial(this, server);
    }

    @Override
    public void dialMaster(long server) {
        cluster.dialMaster(this, server);
    }

    @Override
    public void sendPeer(long link, byte[] bytes, int offset, int length) {
        cluster.send(this, link, Arrays.copyOfRange(bytes, offset, offset + length));
    }

    @Override
    public void reportPeerDrained(long link) {
        later(new Input.PeerDrained(link));
    }

    @Override
    public void setPeerReading(long link, boolean reading) {
        readsPeer = reading;
    }

    @Override
    public void closePeer(long link) {
        cluster.close(this, link);
    }

    private static LoggedTxn parse(byte[] payload) {
        try {
            return TxnCodec.read(new JuteReader(payload));
        } catch (MalformedRecordException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytesOf(DataTree tree) {
        SnapshotEncoder encoder = new SnapshotEncoder(tree);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (!encoder.isDone()) {
            JuteWriter chunk = encoder.nextChunk(1000);
            out.write(chunk.array(), 0, chunk.length());
        }
        return out.toByteArray();
    }

    private static DataTree treeOf(byte[] snapshot, long zxid) {
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(snapshot);
            return SnapshotDecoder.decode(TreeOptions.DEFAULT, zxid, in::read);
        } catch (MalformedRecordException e) {
            throw new AssertionError(e);
        }
    }
}
