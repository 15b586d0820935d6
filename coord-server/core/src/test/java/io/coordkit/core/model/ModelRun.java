package io.coordkit.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.auth.DigestScheme;
import io.coordkit.core.harness.Jute;
import io.coordkit.core.harness.RecordingOutbox.LogEntry;
import io.coordkit.core.harness.ReplicaHarness;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.model.NaiveServer.Answer;
import io.coordkit.core.model.NaiveServer.Call;
import io.coordkit.core.model.Script.Step;
import io.coordkit.core.replica.ReplicaConfig;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.SnapshotDecoder;
import io.coordkit.core.tree.SnapshotEncoder;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.tree.TreeStreamDecoder;
import io.coordkit.core.tree.TreeStreamEncoder;
import io.coordkit.core.txn.LoggedTxn;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.wire.ConnectRequest;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.jute.Record;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.proto.MultiHeader;
import org.apache.zookeeper.server.TxnLogEntry;
import org.apache.zookeeper.server.util.SerializeUtils;

/** One script against a replica and the naive server at once; every difference is an assertion error. */
final class ModelRun {
    private static final int LONG_TICK_MS = 1_000_000;
    private static final long FIRST_SESSION = 0x100;
    private static final String TTL_PROPERTY = "zookeeper.extendedTypesEnabled";

    private final TreeOptions options;
    private final ReplicaHarness harness;
    private final NaiveServer model;
    private final Client[] clients = new Client[3];
    private final List<Client> all = new ArrayList<>();
    private final Map<Long, Long> digests = new TreeMap<>();
    private final List<byte[]> snapshots = new ArrayList<>();
    private final List<Long> snapshotZxids = new ArrayList<>();
    private final List<byte[]> streams = new ArrayList<>();
    private final ByteArrayOutputStream slices = new ByteArrayOutputStream();
    private final ByteArrayOutputStream streamed = new ByteArrayOutputStream();
    private SnapshotEncoder encoder;
    private TreeStreamEncoder stream;
    private long zxid;
    private long nextSession = FIRST_SESSION;
    private long wallMs = ReplicaHarness.WALL_START_MS;

    /** One connection and what it must still hear. */
    private static final class Client {
        final TestClient wire;
        final long session;
        final List<Id> ids = new ArrayList<>();
        final ArrayDeque<Expected> expected = new ArrayDeque<>();
        long openedAt;
        boolean greeted;

        Client(TestClient wire, long session) {
            this.wire = wire;
            this.session = session;
        }
    }

    private record Expected(int xid, long zxid, int err, byte[] body) {
        @Override
        public String toString() {
            return xid + ":" + err + "@" + zxid + " " + Arrays.toString(body);
        }
    }

    ModelRun(boolean ttlKnown) {
        options = new TreeOptions(true, ttlKnown, false, true, 42);
        harness = new ReplicaHarness(ReplicaConfig.withTick(LONG_TICK_MS, FIRST_SESSION), DataTree.newborn(options));
        model = new NaiveServer(ttlKnown);
    }

    /** Does everything, then compares what is left in all its forms. */
    void run(List<Step> steps) {
        for (Step step : steps) {
            perform(step);
        }
        commit(Integer.MAX_VALUE);
        DataTree tree = harness.replica.tree();
        assertThat(TreeText.of(tree)).isEqualTo(TreeText.of(model.tree));
        checkCounts(tree);
        checkReplay(tree);
        checkFuzzySnapshots(tree);
        checkReference(tree);
    }

    private void perform(Step step) {
        switch (step.kind()) {
            case WRITE -> write(client(step.client()), step.calls().get(0));
            case MULTI -> multi(client(step.client()), step.calls());
            case CLOSE_SESSION -> closeSession(step.client());
            case DURABLE -> commit(step.count());
            case TIME -> {
                wallMs += step.count();
                harness.advance(step.count());
            }
            case SNAPSHOT_START -> {
                if (encoder == null) {
                    encoder = new SnapshotEncoder(harness.replica.tree());
                    stream = new TreeStreamEncoder(harness.replica.tree());
                    snapshotZxids.add(encoder.zxid());
                    slices.reset();
                    streamed.reset();
                }
            }
            case SNAPSHOT_SLICE -> slice(step.count());
        }
    }

    private void slice(int count) {
        for (int i = 0; i < count && encoder != null; i++) {
            JuteWriter chunk = encoder.nextChunk(1);
            slices.write(chunk.array(), 0, chunk.length());
            JuteWriter piece = stream.nextChunk(1);
            streamed.write(piece.array(), 0, piece.length());
            assertThat(stream.isDone()).isEqualTo(encoder.isDone());
            if (encoder.isDone()) {
                snapshots.add(slices.toByteArray());
                streams.add(streamed.toByteArray());
                encoder = null;
            }
        }
    }

    private Client client(int number) {
        if (clients[number] == null) {
            TestClient wire = harness.open();
            Client client = new Client(wire, nextSession++);
            clients[number] = client;
            all.add(client);
            client.ids.add(new Id("ip", "127.0.0.1"));
            wire.greet(new ConnectRequest(0, LONG_TICK_MS * 4, 0, new byte[16], false, true));
            proposed();
            client.openedAt = zxid;
            // Requests of a client whose handshake is not answered are not even proposed.
            commit(Integer.MAX_VALUE);
            if (number == 0) {
                wire.auth("digest", "u:p");
                assertThat(wire.takeShort()).containsExactly("-4:0");
                client.ids.add(new Id("digest", new DigestScheme("SHA1").idOf("u:p")));
            }
        }
        return clients[number];
    }

    private void turn(Client client) {
        model.turn(zxid + 1, wallMs, client.session, client.ids);
    }

    private void write(Client client, Call call) {
        turn(client);
        Answer answer = model.write(call);
        int xid = client.wire.send(call.op(), call.request());
        proposed();
        // A check that stands alone would end the connection; scripts have it in multis only.
        Record[] body = answer.body() == null ? new Record[0] : new Record[] {answer.body()};
        client.expected.add(new Expected(xid, zxid, answer.error().intValue(), Jute.bytes(body)));
    }

    private void multi(Client client, List<Call> calls) {
        turn(client);
        List<Record> records = new ArrayList<>();
        for (Call call : calls) {
            records.add(new MultiHeader(call.op(), false, -1));
            records.add(call.request());
        }
        records.add(new MultiHeader(-1, true, -1));
        byte[] body = model.multi(calls);
        int xid = client.wire.send(OpCode.multi, records.toArray(new Record[0]));
        proposed();
        client.expected.add(new Expected(xid, zxid, 0, body));
    }

    private void closeSession(int number) {
        Client client = client(number);
        turn(client);
        model.closeSession();
        int xid = client.wire.send(OpCode.closeSession);
        proposed();
        client.expected.add(new Expected(xid, zxid, 0, new byte[0]));
        clients[number] = null;
    }

    /** One more transaction is in the log, and nothing has been answered. */
    private void proposed() {
        zxid++;
        digests.put(zxid, model.tree.digest());
        LogEntry entry = harness.out.log().get(harness.out.log().size() - 1);
        assertThat(entry.zxid()).isEqualTo(zxid);
        LoggedTxn logged = read(entry);
        assertThat(logged.header().zxid()).isEqualTo(zxid);
        assertThat(logged.header().timeMs()).isEqualTo(wallMs);
        assertThat(logged.hasDigest()).isEqualTo(!(logged.txn() instanceof Txn.Failed));
        if (logged.hasDigest()) {
            assertThat(logged.digest()).as("logged digest").isEqualTo(model.tree.digest());
        }
    }

    private void commit(int count) {
        long applied = harness.replica.tree().lastZxid();
        harness.durable(Math.min(zxid, applied + count));
        long reached = harness.replica.tree().lastZxid();
        assertThat(reached).isEqualTo(Math.min(zxid, applied + count));
        if (reached > 0) {
            assertThat(harness.replica.tree().digest()).as("digest of the tree").isEqualTo(digests.get(reached));
        }
        for (Client client : all) {
            hear(client, reached);
        }
    }

    private void hear(Client client, long reached) {
        if (!client.greeted) {
            if (client.openedAt > reached) {
                assertThat(client.wire.take()).isEmpty();
                return;
            }
            client.greeted = true;
            List<TestClient.Reply> heard = client.wire.takeAfterHandshake();
            assertThat(client.wire.sessionId()).isEqualTo(client.session);
            compare(client, heard, reached);
        } else {
            compare(client, client.wire.take(), reached);
        }
    }

    private static void compare(Client client, List<TestClient.Reply> heard, long reached) {
        for (TestClient.Reply reply : heard) {
            Expected expected = client.expected.poll();
            assertThat(expected).isNotNull();
            assertThat(new Expected(reply.xid(), reply.zxid(), reply.err(), reply.body()).toString())
                    .isEqualTo(expected.toString());
        }
        assertThat(client.expected).allMatch(expected -> expected.zxid() > reached);
    }

    private void checkCounts(DataTree tree) {
        assertThat(tree.size()).isEqualTo(model.tree.nodes.size());
        long ephemerals = model.tree.nodes.values().stream()
                .filter(model.tree::isEphemeral)
                .count();
        assertThat(tree.ephemeralCount()).isEqualTo((int) ephemerals);
        for (Client client : all) {
            assertThat(tree.ephemeralsOf(client.session))
                    .containsExactlyInAnyOrderElementsOf(model.tree.ephemeralsOf(client.session));
        }
        assertThat(tree.countDescendants(tree.find("/"))).isEqualTo(tree.size() - 1);
    }

    private void checkReplay(DataTree tree) {
        DataTree replayed = DataTree.newborn(options);
        replay(replayed);
        assertSame(replayed, tree, "replay from the beginning");
        replay(replayed);
        assertThat(TreeText.of(replayed).keySet()).isEqualTo(TreeText.of(tree).keySet());
    }

    private void checkFuzzySnapshots(DataTree tree) {
        slice(Integer.MAX_VALUE);
        for (int i = 0; i < snapshots.size(); i++) {
            long from = snapshotZxids.get(i);
            try {
                ByteArrayInputStream in = new ByteArrayInputStream(snapshots.get(i));
                checkFuzzy(SnapshotDecoder.decode(options, from, in::read), tree, "the snapshot of zxid " + from);
                TreeStreamDecoder sent = new TreeStreamDecoder(options, Integer.MAX_VALUE);
                sent.take(streams.get(i), 0, streams.get(i).length);
                DataTree received = sent.tree();
                received.setLastZxid(from);
                checkFuzzy(received, tree, "the tree sent at zxid " + from);
            } catch (MalformedRecordException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** What the log makes of it is the tree, and not one of the digests on the way is taken for another tree's. */
    private void checkFuzzy(DataTree fuzzy, DataTree tree, String what) {
        long from = fuzzy.lastZxid();
        replay(fuzzy);
        assertSame(fuzzy, tree, "replay over " + what);
        assertThat(fuzzy.digestCheck().mismatches()).as(what).isZero();
        boolean compared = harness.out.log().stream()
                .anyMatch(entry -> entry.zxid() > from && read(entry).hasDigest());
        if (compared) {
            assertThat(fuzzy.digestCheck().isWhole()).as(what).isTrue();
        }
    }

    private void replay(DataTree onto) {
        boolean again = onto.lastZxid() == zxid;
        long from = again ? 0 : onto.lastZxid();
        for (LogEntry entry : harness.out.log()) {
            if (entry.zxid() > from) {
                LoggedTxn logged = read(entry);
                onto.apply(again ? withoutDigest(logged) : logged);
            }
        }
    }

    /** Of a tree that had it all before, the digests on the way are others. */
    private static LoggedTxn withoutDigest(LoggedTxn logged) {
        return new LoggedTxn(logged.header(), logged.txn(), false, 0);
    }

    private static void assertSame(DataTree actual, DataTree expected, String how) {
        assertThat(TreeText.of(actual)).as(how).isEqualTo(TreeText.of(expected));
        assertThat(actual.digest()).as(how).isEqualTo(expected.digest());
        assertThat(actual.sessionIds()).as(how).isEqualTo(expected.sessionIds());
        assertThat(actual.lastZxid()).as(how).isEqualTo(expected.lastZxid());
        assertThat(actual.size()).as(how).isEqualTo(expected.size());
        assertThat(actual.approximateBytes()).as(how).isEqualTo(expected.approximateBytes());
        assertThat(actual.ephemeralCount()).as(how).isEqualTo(expected.ephemeralCount());
    }

    /** The reference's own tree, fed with our log. */
    private void checkReference(DataTree tree) {
        String before = System.getProperty(TTL_PROPERTY, "false");
        System.setProperty(TTL_PROPERTY, Boolean.toString(options.extendedTypes()));
        try {
            org.apache.zookeeper.server.DataTree theirs = new org.apache.zookeeper.server.DataTree();
            for (LogEntry entry : harness.out.log()) {
                TxnLogEntry read = SerializeUtils.deserializeTxn(entry.payload());
                theirs.processTxn(read.getHeader(), read.getTxn(), read.getDigest());
                assertThat(theirs.getTreeDigest()).as("zxid " + entry.zxid()).isEqualTo(digests.get(entry.zxid()));
            }
            assertThat(TreeText.of(theirs)).isEqualTo(TreeText.of(tree));
            theirs.shutdownWatcher();
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            System.setProperty(TTL_PROPERTY, before);
        }
    }

    private static LoggedTxn read(LogEntry entry) {
        try {
            return TxnCodec.read(new JuteReader(entry.payload()));
        } catch (MalformedRecordException e) {
            throw new AssertionError(e);
        }
    }
}
