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
