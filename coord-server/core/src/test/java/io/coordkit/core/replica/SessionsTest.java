package io.coordkit.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.effect.Report;
import io.coordkit.core.harness.ReplicaHarness;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.session.SessionPassword;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.wire.ConnectRequest;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.List;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.proto.ConnectResponse;
import org.junit.jupiter.api.Test;

/** Sessions: granted, kept, resumed, moved, expired, closed. */
class SessionsTest {
    private static final int TIMEOUT_MS = 1000;

    private final ReplicaHarness harness = new ReplicaHarness();

    @Test
    void timeoutsAreClampedToTicks() {
        assertThat(connected(1).getTimeOut()).isEqualTo(2 * ReplicaHarness.TICK_MS);
        assertThat(connected(1_000_000).getTimeOut()).isEqualTo(20 * ReplicaHarness.TICK_MS);
        assertThat(connected(555).getTimeOut()).isEqualTo(555);
    }

    @Test
    void anOldClientGetsNoReadOnlyByte() {
        TestClient old = harness.open();
        old.greet(new ConnectRequest(0, TIMEOUT_MS, 0, new byte[16], false, false));
        harness.durable();
        assertThat(harness.out.take(old.connection()).get(0)).hasSize(4 + 4 + 4 + 8 + 4 + 16);
    }

    @Test
    void aClientFromTheFutureIsCutWithoutAWord() {
        TestClient ahead = harness.open();
        ahead.greet(new ConnectRequest(1, TIMEOUT_MS, 0, new byte[16], false, true));
        assertThat(ahead.isClosed()).isTrue();
        assertThat(harness.out.take(ahead.connection())).isEmpty();
        assertThat(harness.out.reports()).hasOnlyElementsOfType(Report.ConnectionRefused.class);
    }

    @Test
    void silenceEndsASessionBetweenItsTimeoutAndOneTickLater() {
        TestClient client = harness.connect();
        client.create("/e", 1);
        harness.durable();
        client.take();
        harness.advance(TIMEOUT_MS);
        harness.durable();
        assertThat(client.isClosed()).isFalse();
        harness.advance(ReplicaHarness.TICK_MS);
        assertThat(harness.replica.tree().find("/e")).isNotNull();
        harness.durable();
        assertThat(harness.replica.tree().find("/e")).isNull();
        assertThat(client.isClosed()).isTrue();
        assertThat(harness.out.reports()).contains(new Report.SessionClosed(client.sessionId(), true));
    }

    @Test
    void readsAreAnsweredUntilTheEndIsDecided() {
        TestClient client = harness.connect();
        client.create("/e", 1);
        harness.durable();
        harness.advance(TIMEOUT_MS + ReplicaHarness.TICK_MS);
        assertThat(harness.out.log()).hasSize(3);
        client.exists("/e", false);
        assertThat(client.takeShort()).containsExactly("1:0", "2:0");
        harness.durable();
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void theDeadlineSaysWhenToTick() {
        harness.connect();
        long nanos = harness.replica.nextDeadlineNanos();
        assertThat(nanos)
                .isBetween(
                        (harness.nowMs() + TIMEOUT_MS) * 1_000_000L,
                        (harness.nowMs() + TIMEOUT_MS + ReplicaHarness.TICK_MS) * 1_000_000L);
    }

    @Test
    void aPingKeepsASessionAlive() {
        TestClient client = harness.connect();
        for (int i = 0; i < 50; i++) {
            harness.advance(TIMEOUT_MS / 2);
            client.ping();
            harness.durable();
        }
        assertThat(client.isClosed()).isFalse();
        assertThat(client.takeShort()).hasSize(50).containsOnly("-2:0");
    }

    @Test
    void aSessionSurvivesItsConnection() {
        TestClient first = harness.connect();
        first.create("/e", 1);
        harness.durable();
        first.vanish();
        TestClient second = harness.open();
        second.greet(resume(first, 600));
        ConnectResponse response = second.takeHandshake();
        assertThat(response.getSessionId()).isEqualTo(first.sessionId());
        assertThat(response.getTimeOut()).isEqualTo(600);
        assertThat(response.getPasswd()).isEqualTo(first.password());
        assertThat(harness.out.log()).hasSize(2);
        second.delete("/e");
        harness.durable();
        assertThat(second.takeShort()).containsExactly("1:0");
        harness.advance(800);
        harness.durable();
        assertThat(second.isClosed()).isTrue();
    }

    @Test
    void aWrongPasswordMeansExpiredAndCutsTheOtherConnectionToo() {
        TestClient victim = harness.connect();
        TestClient guesser = harness.open();
        guesser.greet(new ConnectRequest(0, TIMEOUT_MS, victim.sessionId(), new byte[16], false, true));
        ConnectResponse response = guesser.takeHandshake();
        assertThat(response.getTimeOut()).isZero();
        assertThat(response.getSessionId()).isZero();
        assertThat(response.getPasswd()).isEqualTo(new byte[16]);
        assertThat(guesser.isClosed()).isTrue();
        assertThat(victim.isClosed()).isTrue();
        TestClient again = harness.open();
        again.greet(resume(victim, TIMEOUT_MS));
        assertThat(again.takeHandshake().getSessionId()).isEqualTo(victim.sessionId());
    }

    @Test
    void anUnknownSessionMeansExpired() {
        TestClient stranger = harness.open();
        stranger.greet(new ConnectRequest(0, TIMEOUT_MS, 0x999, SessionPassword.of(0x999), false, true));
        assertThat(stranger.takeHandshake().getSessionId()).isZero();
        assertThat(stranger.isClosed()).isTrue();
    }

    @Test
    void writesOfTheFormerConnectionStayInOrderWhenTheSessionMoves() {
        TestClient first = harness.connect();
        first.create("/a", 0);
        TestClient second = harness.open();
        second.greet(resume(first, TIMEOUT_MS));
        assertThat(first.isClosed()).isTrue();
        second.takeHandshake();
        second.exists("/a", false);
        assertThat(second.takeShort()).containsExactly("1:-101");
        harness.durable();
        second.exists("/a", false);
        assertThat(second.takeShort()).containsExactly("2:0");
        assertThat(first.take()).isEmpty();
    }

    @Test
    void closingRemovesTheEphemeralsInOneTransaction() throws MalformedRecordException {
        TestClient client = harness.connect();
        client.create("/e1", 1);
        client.create("/e2", 1);
        client.create("/p", 0);
        harness.durable();
        client.create("/e3", 1);
        client.delete("/e1");
        client.send(OpCode.closeSession);
        client.create("/late", 0);
        harness.durable();
        assertThat(client.takeShort()).containsExactly("1:0", "2:0", "3:0", "4:0", "5:0", "6:0");
        assertThat(client.isClosed()).isTrue();
        assertThat(harness.replica.tree().sessionIds()).isEmpty();
        assertThat(harness.replica.tree().find("/p")).isNotNull();
        assertThat(harness.replica.tree().find("/late")).isNull();
        assertThat(harness.replica.tree().ephemeralCount()).isZero();
        byte[] closing = harness.out.log().get(6).payload();
        Txn.CloseSession txn =
                (Txn.CloseSession) TxnCodec.read(new JuteReader(closing)).txn();
        assertThat(txn.paths()).containsExactlyInAnyOrder("/e2", "/e3");
    }

    @Test
    void aClosingSessionCannotBeResumed() {
        TestClient client = harness.connect();
        client.send(OpCode.closeSession);
        TestClient again = harness.open();
        again.greet(resume(client, TIMEOUT_MS));
        assertThat(again.takeHandshake().getSessionId()).isZero();
    }

    @Test
    void aRecoveredServerKeepsSessionsAndClosesWhatNobodyOwns() {
        TestClient client = harness.connect();
        client.create("/e", 1);
        harness.durable();
        DataTree tree = harness.replica.tree();
        ReplicaHarness restarted = new ReplicaHarness(ReplicaConfig.withTick(ReplicaHarness.TICK_MS, 0x900), tree);
        assertThat(restarted.out.log()).isEmpty();
        restarted.advance(TIMEOUT_MS);
        TestClient again = restarted.open();
        again.greet(resume(client, TIMEOUT_MS));
        assertThat(again.takeHandshake().getSessionId()).isEqualTo(client.sessionId());

        DataTree orphaned = DataTree.newborn(TreeOptions.DEFAULT);
        Txn create = new Txn.Create(
                io.coordkit.core.wire.OpCode.CREATE, "/orphan", null, io.coordkit.core.wire.Acl.OPEN, true, 1, 0);
        orphaned.apply(new io.coordkit.core.txn.TxnHeader(0x77, 1, 1, 1), create);
        ReplicaHarness cleaner = new ReplicaHarness(ReplicaConfig.withTick(ReplicaHarness.TICK_MS, 1), orphaned);
        assertThat(cleaner.out.log()).hasSize(1);
        cleaner.durable();
        assertThat(orphaned.find("/orphan")).isNull();
    }

    @Test
    void requestsOfAnEndedSessionAreDropped() {
        TestClient client = harness.connect();
        client.vanish();
        client.exists("/", false);
        client.create("/x", 0);
        assertThat(client.take()).isEmpty();
        assertThat(harness.out.log()).hasSize(1);

        TestClient closing = harness.connect();
        closing.send(OpCode.closeSession);
        harness.durable();
        TestClient silent = harness.connect();
        harness.advance(TIMEOUT_MS + ReplicaHarness.TICK_MS);
        harness.durable();
        int logged = harness.out.log().size();
        assertThat(closing.takeShort()).containsExactly("1:0");
        for (TestClient ended : List.of(closing, silent)) {
            assertThat(ended.isClosed()).isTrue();
            ended.exists("/", false);
            ended.create("/x", 0);
            harness.durable();
            assertThat(ended.take()).isEmpty();
        }
        assertThat(harness.out.log()).hasSize(logged);
    }

    private ConnectResponse connected(int timeoutMs) {
        TestClient client = harness.open();
        client.greet(new ConnectRequest(0, timeoutMs, 0, new byte[16], false, true));
        harness.durable();
        return client.takeHandshake();
    }

    private static ConnectRequest resume(TestClient client, int timeoutMs) {
        return new ConnectRequest(0, timeoutMs, client.sessionId(), client.password(), false, true);
    }

    @Test
    void everySessionHasItsOwnId() {
        assertThat(List.of(harness.connect().sessionId(), harness.connect().sessionId()))
                .doesNotHaveDuplicates();
    }
}
