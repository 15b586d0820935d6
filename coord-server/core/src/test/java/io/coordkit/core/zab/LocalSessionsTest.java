package io.coordkit.core.zab;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.harness.TestClient;
import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.harness.TestMember;
import io.coordkit.core.session.LocalSessions;
import io.coordkit.core.wire.ConnectRequest;
import io.coordkit.core.wire.ErrorCode;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.MultiOperationRecord;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that one server keeps to itself, until one wants an ephemeral. */
class LocalSessionsTest {
    private static final int TIMEOUT_MS = 1000;

    private static TestCluster cluster(LocalSessions policy) {
        return new TestCluster(3, 0, EnsembleConfig.COUNTER_MAX)
                .withLocalSessions(policy)
                .startAll();
    }

    private static TestMember server(TestCluster cluster, boolean leader) {
        return leader ? cluster.leader() : cluster.follower();
    }

    private static void assertKnown(TestCluster cluster, TestClient client, boolean known) {
        for (TestMember member : cluster.members()) {
            assertThat(member.replica().tree().sessionTimeoutMs(client.sessionId()) != null)
                    .as("server " + member.id())
                    .isEqualTo(known);
        }
    }

    private static List<Integer> answers(TestCluster cluster, TestClient client) {
        cluster.settle();
        return client.take().stream().map(TestClient.Reply::err).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void comeAndGoWithoutATransaction(boolean leader) {
        TestCluster cluster = cluster(LocalSessions.UPGRADED);
        TestMember server = server(cluster, leader);
        long before = server.status().lastZxid();
        TestClient client = server.connect();
        client.getData("/", false);
        assertThat(server.replica().sessions().localCount()).isEqualTo(1);
        client.send(OpCode.closeSession);
        assertThat(answers(cluster, client)).containsExactly(0, 0);
        assertThat(client.isClosed()).isTrue();
        assertThat(server.replica().sessions().localCount()).isZero();
        assertThat(server.status().lastZxid()).isEqualTo(before);
        assertThat(server.replica().sessions().size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void writeWhatOutlivesThem(boolean leader) {
        TestCluster cluster = cluster(LocalSessions.FIXED);
        TestClient client = server(cluster, leader).connect();
        client.create("/a", 0);
        client.setData("/a", "x");
        client.create("/e", 1);
        client.delete("/a");
        client.create("/box", 4);
        client.send(OpCode.closeSession);
        assertThat(answers(cluster, client))
                .containsExactly(0, 0, ErrorCode.EPHEMERAL_ON_LOCAL_SESSION.code(), 0, 0, 0);
        assertThat(cluster.leader().replica().tree().find("/box")).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"FIXED", "UPGRADED"})
    void withoutAQuorumAnEphemeralIsRefusedLikeEveryWrite(LocalSessions policy) {
        TestCluster cluster = cluster(policy);
        TestMember survivor = cluster.member(1);
        cluster.kill(cluster.member(2));
        cluster.kill(cluster.member(3));
        cluster.advance(TestCluster.TICK_MS + TestCluster.READ_ONLY_AFTER_MS);
        TestClient client = survivor.open();
        client.greet(new ConnectRequest(0, TIMEOUT_MS, 0, new byte[16], true, true));
        client.takeHandshake();
        client.create("/e", 1);
        client.create("/p", 0);
        assertThat(client.take())
                .extracting(TestClient.Reply::err)
                .containsExactly(ErrorCode.NOT_READ_ONLY.code(), ErrorCode.NOT_READ_ONLY.code());
        assertThat(survivor.replica().sessions().localCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFirstEphemeralMakesOneKnownToAll(boolean leader) {
        TestCluster cluster = cluster(LocalSessions.UPGRADED);
        TestClient client = server(cluster, leader).connect();
        client.create("/a", 0);
        assertThat(answers(cluster, client)).containsExactly(0);
        assertKnown(cluster, client, false);
        client.create("/e", 1);
        client.create("/f", 3);
        client.getData("/e", false);
        assertThat(answers(cluster, client)).containsExactly(0, 0, 0);
        assertKnown(cluster, client, true);
        client.send(OpCode.closeSession);
        assertThat(answers(cluster, client)).containsExactly(0);
        assertKnown(cluster, client, false);
        assertThat(cluster.leader().replica().tree().ephemeralCount()).isZero();
    }

    @Test
    void anEphemeralInAMultiCountsAndTheEndWaitsForItsTurn() {
        TestCluster cluster = cluster(LocalSessions.UPGRADED);
        TestClient client = cluster.follower().connect();
        MultiOperationRecord parts = new MultiOperationRecord(
                List.of(Op.create("/m", new byte[0], TestClient.OPEN, CreateMode.EPHEMERAL_SEQUENTIAL)));
        client.send(OpCode.multi, parts);
        client.send(OpCode.closeSession);
        assertThat(answers(cluster, client)).containsExactly(0, 0);
        assertThat(cluster.leader().replica().tree().ephemeralCount()).isZero();
        assertKnown(cluster, client, false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void expireWhereTheyAre(boolean leader) {
        TestCluster cluster = cluster(LocalSessions.UPGRADED);
        TestMember server = server(cluster, leader);
        TestClient silent = server.connect();
        TestClient talking = server.connect();
        for (int i = 0; i < 4; i++) {
            cluster.advance(TIMEOUT_MS / 3);
            talking.ping();
            cluster.settle();
        }
        assertThat(silent.isClosed()).isTrue();
        assertThat(talking.isClosed()).isFalse();
        assertThat(server.replica().sessions().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stayWithTheirServerAndNobodyElseTakesThemOver(boolean leader) {
        TestCluster cluster = cluster(LocalSessions.UPGRADED);
        TestClient client = server(cluster, leader).connect();
        client.vanish();
        TestClient returned = resume(cluster, server(cluster, leader), client);
        assertThat(returned.sessionId()).isEqualTo(client.sessionId());
        returned.create("/a", 0);
        assertThat(answers(cluster, returned)).containsExactly(0);
        assertThat(resume(cluster, server(cluster, !leader), client).sessionId())
                .isZero();
    }

    @Test
    void surviveAnElectionAtTheirServerWithWhatTheyHadAskedFor() {
        TestCluster cluster = cluster(LocalSessions.UPGRADED);
        TestMember server = cluster.follower();
        TestClient client = server.connect();
        cluster.crash(cluster.leader());
        client.create("/e", 1);
        assertThat(answers(cluster, client)).containsExactly(0);
        assertThat(server.replica().tree().ephemeralsOf(client.sessionId())).containsExactly("/e");
    }

    private static TestClient resume(TestCluster cluster, TestMember server, TestClient former) {
        TestClient returned = server.open();
        returned.greet(new ConnectRequest(0, TIMEOUT_MS, former.sessionId(), former.password(), false, true));
        cluster.settle();
        returned.takeHandshake();
        return returned;
    }
}
