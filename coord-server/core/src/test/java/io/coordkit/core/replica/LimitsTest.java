package io.coordkit.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.broadcast.TxnPolicy;
import io.coordkit.core.harness.ReplicaHarness;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.OwnerKind;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.txn.LoggedTxn;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.OpCode;
import java.util.ArrayList;
import java.util.List;
import org.apache.jute.Record;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.proto.GetDataRequest;
import org.apache.zookeeper.proto.MultiHeader;
import org.junit.jupiter.api.Test;

/** What one client, one slow disk or one long stall may cost the others. */
class LimitsTest {
    private static final String MEGABYTE = "x".repeat(1_000_000);

    private final ReplicaHarness harness = new ReplicaHarness();
    private final TestClient client = harness.connect();

    @Test
    void readsOfAClientThatTakesNoAnswersWait() {
        client.create("/big", 0);
        client.setData("/big", MEGABYTE);
        harness.durable();
        client.take();
        for (int i = 0; i < 100; i++) {
            client.getData("/big", false);
        }
        int first = client.take().size();
        assertThat(first).isLessThan(5);
        assertThat(harness.out.waitingForDrain()).containsExactly(client.connection());
        int heard = first;
        while (heard < 100) {
            harness.step(new Input.ClientDrained(client.connection()));
            int more = client.take().size();
            assertThat(more).isBetween(1, 5);
            heard += more;
        }
        assertThat(heard).isEqualTo(100);
    }

    @Test
    void aWriteBehindReadsThatWaitIsAnsweredInItsTurn() {
        client.create("/big", 0);
        client.setData("/big", MEGABYTE);
        harness.durable();
        client.take();
        for (int i = 0; i < 100; i++) {
            client.getData("/big", false);
            client.setData("/big", MEGABYTE + i);
        }
        int xid = 3;
        for (int round = 0; xid < 203 && round < 1000; round++) {
            for (TestClient.Reply reply : client.take()) {
                assertThat(reply.xid()).isEqualTo(xid++);
                assertThat(reply.err()).isZero();
            }
            harness.durable();
            harness.step(new Input.ClientDrained(client.connection()));
        }
        assertThat(xid).isEqualTo(203);
    }

    @Test
    void aClientThatLeavesItsEventsUnreadIsCut() {
        TestClient writer = harness.connect();
        String path = "/" + "p".repeat(500_000);
        client.addWatch("/", 1);
        client.take();
        for (int i = 0; i < 40; i++) {
            writer.create(path, 1);
            writer.delete(path);
            harness.durable();
            writer.take();
            harness.step(new Input.ClientDrained(writer.connection()));
        }
        assertThat(harness.out.isClosed(client.connection())).isTrue();
        assertThat(harness.out.isClosed(writer.connection())).isFalse();
    }

    @Test
    void whoWritesFasterThanTheDiskIsHeldBack() {
        for (int i = 0; i < 40; i++) {
            client.setData("/", MEGABYTE);
        }
        assertThat(harness.out.isReading(client.connection())).isFalse();
        harness.durable();
        assertThat(harness.out.isReading(client.connection())).isTrue();
    }

    @Test
    void aConnectionHasAFewIdentitiesAndNotLongOnes() {
        TestClient greedy = harness.connect();
        greedy.auth("digest", "u:" + "p".repeat(100_000));
        assertThat(greedy.takeShort()).containsExactly("-4:-115");
        TestClient many = harness.connect();
        for (int i = 0; i < 300; i++) {
            many.auth("digest", "u" + i + ":p");
        }
        assertThat(harness.out.isClosed(many.connection())).isTrue();
    }

    @Test
    void aTransactionThatTheLogWouldNotTakeBackIsRefused() {
        client.create("/" + "n".repeat(TxnPolicy.DEFAULT.bytesMax()), 0);
        harness.durable();
        assertThat(client.takeShort()).containsExactly("1:-8");
        client.create("/after", 0);
        harness.durable();
        assertThat(client.takeShort()).containsExactly("2:0");
    }

    @Test
    void aSessionEndsHoweverManyEphemeralsItHas() throws MalformedRecordException {
        for (int i = 0; i < 3; i++) {
            client.create("/" + i + "n".repeat(900_000), 1);
        }
        harness.durable();
        harness.step(new Input.ClientDrained(client.connection()));
        client.send(OpCode.CLOSE_SESSION.code());
        harness.durable();
        byte[] payload = harness.out.log().get(harness.out.log().size() - 1).payload();
        LoggedTxn logged = TxnCodec.read(new JuteReader(payload));
        assertThat(logged.txn().op()).isEqualTo(OpCode.CLOSE_SESSION);
        assertThat(payload.length).isLessThan(100);
        assertThat(harness.replica.tree().ephemeralCount()).isZero();
    }

    @Test
    void aStallOfTheServerExpiresNobodyWhoIsThere() {
        harness.advance(10_000);
        client.ping();
        harness.advance(500);
        client.exists("/", false);
        assertThat(client.takeShort()).containsExactly("-2:0", "1:0");
    }

    @Test
    void aMultiReadWithMoreThanAnybodyTakesIsRefused() {
        client.create("/big", 0);
        client.setData("/big", MEGABYTE);
        harness.durable();
        client.take();
        TestClient.Reply longest = multiRead(17);
        assertThat(longest.err()).isZero();
        assertThat(longest.body()).hasSizeGreaterThan(16 << 20);
        TestClient.Reply refused = multiRead(18);
        assertThat(refused.err()).isEqualTo(ErrorCode.BAD_ARGUMENTS.code());
        assertThat(refused.body()).isEmpty();
    }

    private TestClient.Reply multiRead(int parts) {
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            records.add(new MultiHeader(ZooDefs.OpCode.getData, false, -1));
            records.add(new GetDataRequest("/big", false));
        }
        records.add(new MultiHeader(-1, true, -1));
        client.send(ZooDefs.OpCode.multiRead, records.toArray(new Record[0]));
        TestClient.Reply reply = client.take().get(0);
        harness.step(new Input.ClientDrained(client.connection()));
        return reply;
    }

    @Test
    void aTimeToLiveIsNobodysSessionToClose() {
        DataTree tree = DataTree.newborn(TreeOptions.DEFAULT);
        Txn create = new Txn.Create(OpCode.CREATE_TTL, "/ttl", new byte[0], Acl.OPEN, false, 1, 60_000);
        tree.apply(new TxnHeader(7, 1, 1, 0), create);
        assertThat(OwnerKind.isTimeToLive(tree.find("/ttl").owner())).isTrue();
        ReplicaHarness opened = new ReplicaHarness(ReplicaConfig.withTick(100, 1), tree);
        opened.durable();
        assertThat(opened.replica.tree().find("/ttl")).isNotNull();
    }
}
