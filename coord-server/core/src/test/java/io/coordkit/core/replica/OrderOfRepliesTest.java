package io.coordkit.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.harness.Jute;
import io.coordkit.core.harness.ReplicaHarness;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.List;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.proto.ErrorResponse;
import org.apache.zookeeper.proto.GetDataResponse;
import org.apache.zookeeper.proto.MultiHeader;
import org.apache.zookeeper.proto.SyncRequest;
import org.junit.jupiter.api.Test;

/** When a client hears what, and with which zxid. */
class OrderOfRepliesTest {
    private final ReplicaHarness harness = new ReplicaHarness();
    private final TestClient client = harness.connect();

    @Test
    void nothingIsAnsweredBeforeItIsOnDisk() {
        client.create("/a", 0);
        client.setData("/a", "x");
        assertThat(client.take()).isEmpty();
        assertThat(harness.replica.tree().find("/a")).isNull();
        harness.durable(2);
        assertThat(client.takeShort()).containsExactly("1:0");
        harness.durable(3);
        assertThat(client.takeShort()).containsExactly("2:0");
    }

    @Test
    void theHandshakeWaitsForTheDiskToo() {
        TestClient early = harness.open();
        early.greet(new io.coordkit.core.wire.ConnectRequest(0, 1000, 0, new byte[16], false, true));
        early.auth("digest", "u:p");
        early.create("/early", 1);
        assertThat(harness.out.take(early.connection())).isEmpty();
        harness.durable();
        assertThat(early.takeAfterHandshake())
                .extracting(TestClient.Reply::summary)
                .containsExactly("-4:0");
        harness.durable();
        assertThat(early.takeShort()).containsExactly("1:0");
        assertThat(harness.replica.tree().find("/early").owner()).isEqualTo(early.sessionId());
    }

    @Test
    void readsWaitBehindTheirOwnWritesOnly() {
        TestClient other = harness.connect();
        client.create("/a", 0);
        client.getData("/a", false);
        client.ping();
        client.create("/b", 0);
        client.exists("/b", false);
        assertThat(other.exists("/a", false)).isEqualTo(1);
        assertThat(other.takeShort()).containsExactly("1:-101");
        assertThat(client.take()).isEmpty();
        harness.durable(3);
        assertThat(client.takeShort()).containsExactly("1:0", "2:0", "-2:0");
        harness.durable();
        assertThat(client.takeShort()).containsExactly("3:0", "4:0");
    }

    @Test
    void aReadSeesTheWriteBeforeItAndNotTheOneAfter() {
        client.create("/a", 0);
        client.setData("/a", "first");
        client.getData("/a", false);
        client.setData("/a", "second");
        harness.durable();
        List<TestClient.Reply> replies = client.take();
        assertThat(new String(replies.get(2).as(new GetDataResponse()).getData()))
                .isEqualTo("first");
        assertThat(replies).extracting(TestClient.Reply::xid).containsExactly(1, 2, 3, 4);
    }

    @Test
    void refusedWritesTakeAZxid() throws MalformedRecordException {
        client.delete("/missing");
        client.create("/a/b", 0);
        client.create("/ok", 0);
        harness.durable();
        assertThat(client.take())
                .extracting(TestClient.Reply::toString)
                .satisfiesExactly(
                        reply -> assertThat(reply).startsWith("1:-101@2 "),
                        reply -> assertThat(reply).startsWith("2:-101@3 "),
                        reply -> assertThat(reply).startsWith("3:0@4 "));
        byte[] refusal = harness.out.log().get(1).payload();
        assertThat(TxnCodec.read(new JuteReader(refusal)).txn()).isEqualTo(new Txn.Failed(-101));
    }

    @Test
    void readsTakeNoZxid() {
        client.exists("/a", false);
        client.send(OpCode.sync, new SyncRequest("/x"));
        client.send(OpCode.whoAmI);
        assertThat(client.take()).extracting(TestClient.Reply::zxid).containsOnly(1L);
        assertThat(harness.out.log()).hasSize(1);
    }

    @Test
    void repliesCarryTheLastAppliedZxid() {
        TestClient other = harness.connect();
        client.create("/a", 0);
        client.create("/b", 0);
        harness.durable();
        client.take();
        other.exists("/a", false);
        assertThat(other.take().get(0).zxid()).isEqualTo(4);
    }

    @Test
    void aFailedMultiIsTheRecordedBody() {
        client.send(
                OpCode.multi,
                new MultiHeader(OpCode.create, false, -1),
                new org.apache.zookeeper.proto.CreateRequest("/m", null, TestClient.OPEN, 0),
                new MultiHeader(OpCode.delete, false, -1),
                new org.apache.zookeeper.proto.DeleteRequest("/missing", -1),
                new MultiHeader(OpCode.create, false, -1),
                new org.apache.zookeeper.proto.CreateRequest("/n", null, TestClient.OPEN, 0),
                new MultiHeader(-1, true, -1));
        harness.durable();
        TestClient.Reply reply = client.take().get(0);
        assertThat(reply.err()).isZero();
        assertThat(reply.body())
                .asHexString()
                .isEqualToIgnoringCase("ffffffff000000000000000000" + "ffffffff00ffffff9bffffff9b"
                        + "ffffffff00fffffffefffffffe" + "ffffffff01ffffffff");
        assertThat(reply.body())
                .isEqualTo(Jute.bytes(
                        new MultiHeader(-1, false, 0),
                        new ErrorResponse(0),
                        new MultiHeader(-1, false, -101),
                        new ErrorResponse(-101),
                        new MultiHeader(-1, false, -2),
                        new ErrorResponse(-2),
                        new MultiHeader(-1, true, -1)));
        assertThat(harness.replica.tree().find("/m")).isNull();
    }

    @Test
    void emptyAndMalformedMultisTakeAZxid() {
        client.send(OpCode.multi, new MultiHeader(-1, true, -1));
        client.send(7, OpCode.multi, new byte[] {1, 2, 3});
        client.send(
                OpCode.multi,
                new MultiHeader(OpCode.getData, false, -1),
                new org.apache.zookeeper.proto.GetDataRequest("/", false),
                new MultiHeader(-1, true, -1));
        harness.durable();
        assertThat(client.takeShort()).containsExactly("1:0", "7:-5", "2:-5");
        assertThat(harness.replica.tree().lastZxid()).isEqualTo(4);
    }

    @Test
    void whatDoesNotParseIsAnsweredInItsPlace() {
        client.create("/a", 0);
        client.send(2, OpCode.setData, new byte[3]);
        assertThat(client.take()).isEmpty();
        harness.durable();
        assertThat(client.takeShort()).containsExactly("1:0", "2:-5");
        assertThat(client.isClosed()).isFalse();
        assertThat(harness.out.log()).hasSize(2);
    }

    @Test
    void anUnknownOperationEndsTheConnectionAfterItsAnswer() {
        client.create("/a", 0);
        client.send(9, 999, new byte[0]);
        client.exists("/a", false);
        harness.durable();
        List<TestClient.Reply> replies = client.take();
        assertThat(replies).extracting(TestClient.Reply::summary).containsExactly("1:0", "9:-6");
        assertThat(replies.get(1).zxid()).isEqualTo(-1);
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void authIsAnsweredAtOnceAndFailureEndsTheConnection() {
        client.create("/a", 0);
        client.auth("digest", "u:p");
        assertThat(client.take()).extracting(TestClient.Reply::toString).containsExactly("-4:0@0 []");
        client.auth("nonsense", "x");
        assertThat(client.take()).extracting(TestClient.Reply::toString).containsExactly("-4:-115@0 []");
        assertThat(client.isClosed()).isTrue();
        harness.durable();
        assertThat(harness.replica.tree().find("/a")).isNotNull();
    }
}
