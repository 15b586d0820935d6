package io.coordkit.core.zab;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.harness.TestClient;
import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.harness.TestMember;
import io.coordkit.core.wire.ConnectRequest;
import io.coordkit.core.wire.ErrorCode;
import java.util.List;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.proto.ConnectResponse;
import org.apache.zookeeper.proto.SyncRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server without a quorum serves reads to clients that ask for no more. */
class ReadOnlyTest {
    private final TestCluster cluster = TestCluster.of(3);
    private final TestMember survivor = cluster.member(1);

    @BeforeEach
    void loseTheQuorum() {
        TestClient client = cluster.leader().connect();
        client.create("/a", 0);
        cluster.settle();
        cluster.kill(cluster.member(2));
        cluster.kill(cluster.member(3));
    }

    @Test
    void notAtOnceAndNotForEverybody() {
        assertThat(greet(0, true).isClosed()).isFalse();
        cluster.advance(TestCluster.TICK_MS);
        assertThat(greet(0, true).isClosed()).isTrue();
        cluster.advance(TestCluster.READ_ONLY_AFTER_MS);
        assertThat(greet(0, false).isClosed()).isTrue();
        TestClient reader = greet(0, true);
        ConnectResponse answer = reader.takeHandshake();
        assertThat(answer.getReadOnly()).isTrue();
        assertThat(answer.getSessionId()).isNotZero();
    }

    @Test
    void readsAreAnsweredAndWritesRefused() {
        TestClient reader = reader();
        reader.getData("/a", true);
        reader.create("/b", 0);
        reader.send(OpCode.sync, new SyncRequest("/"));
        reader.getData("/a", false);
        assertThat(reader.take().stream().map(TestClient.Reply::err))
                .containsExactly(0, ErrorCode.NOT_READ_ONLY.code(), ErrorCode.NOT_READ_ONLY.code(), 0);
        reader.send(OpCode.closeSession);
        assertThat(reader.take().stream().map(TestClient.Reply::err)).containsExactly(0);
        assertThat(reader.isClosed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                OpCode.create,
                OpCode.create2,
                OpCode.createContainer,
                OpCode.createTTL,
                OpCode.delete,
                OpCode.deleteContainer,
                OpCode.setData,
                OpCode.setACL,
                OpCode.sync,
                OpCode.multi,
                OpCode.reconfig
            })
    void whatIsNotDoneIsNotReadEither(int op) {
        TestClient reader = reader();
        reader.send(1, op, new byte[] {1, 2, 3});
        reader.getData("/a", false);
        assertThat(reader.take().stream().map(TestClient.Reply::err))
                .containsExactly(ErrorCode.NOT_READ_ONLY.code(), 0);
        assertThat(reader.isClosed()).isFalse();
    }

    @Test
    void aReadThatDoesNotParseIsToldSo() {
        TestClient reader = reader();
        reader.send(1, OpCode.getData, new byte[] {1, 2, 3});
        reader.send(2, OpCode.multiRead, new byte[] {1, 2, 3});
        assertThat(reader.take().stream().map(TestClient.Reply::err))
                .containsExactly(ErrorCode.MARSHALLING_ERROR.code(), ErrorCode.MARSHALLING_ERROR.code());
        reader.send(3, OpCode.check, new byte[] {1, 2, 3});
        assertThat(reader.take().stream().map(TestClient.Reply::err)).containsExactly(ErrorCode.UNIMPLEMENTED.code());
        assertThat(reader.isClosed()).isTrue();
    }

    @Test
    void itsSessionsEndInSilence() {
        TestClient reader = reader();
        cluster.advance(900);
        reader.ping();
        cluster.advance(900);
        assertThat(reader.isClosed()).isFalse();
        cluster.advance(500);
        assertThat(reader.isClosed()).isTrue();
    }

    @Test
    void aQuorumEndsIt() {
        TestClient reader = reader();
        cluster.start(cluster.member(2));
        cluster.advance(1000);
        assertThat(reader.isClosed()).isTrue();
        assertThat(survivor.status().serving()).isTrue();
        assertThat(List.of(survivor.replica().tree().sessionIds())).doesNotContain(new long[] {reader.sessionId()});
        survivor.connect();
    }

    private TestClient reader() {
        cluster.advance(TestCluster.TICK_MS + TestCluster.READ_ONLY_AFTER_MS);
        TestClient reader = greet(0, true);
        reader.takeHandshake();
        return reader;
    }

    private TestClient greet(long lastZxid, boolean readOnly) {
        TestClient client = survivor.open();
        client.greet(new ConnectRequest(lastZxid, 1000, 0, new byte[16], readOnly, true));
        return client;
    }
}
