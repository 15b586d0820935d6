package io.coordkit.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.client.ArrivalPolicy;
import io.coordkit.core.client.ClientLimits;
import io.coordkit.core.client.Tuning;
import io.coordkit.core.harness.Configs;
import io.coordkit.core.harness.ReplicaHarness;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.stats.Count;
import io.coordkit.core.stats.Measure;
import io.coordkit.core.stats.ServerStats;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.wire.ConnectRequest;
import io.coordkit.core.wire.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.proto.SetDataRequest;
import org.junit.jupiter.api.Test;

/** What all clients together may ask for, when an operator has set limits. */
class ThrottleTest {
    private static final int NO_LIMIT = 1000;
    private static final int THROTTLED = ErrorCode.THROTTLED_OP.code();

    private static ReplicaHarness server(ClientLimits limits) {
        ReplicaConfig config =
                Configs.withTick(ReplicaHarness.TICK_MS).clients(limits).build();
        return new ReplicaHarness(config, DataTree.newborn(TreeOptions.DEFAULT));
    }

    private static ClientLimits throttling(int at, long waitMsMax, boolean dropLate) {
        return new ClientLimits(NO_LIMIT, at, waitMsMax, dropLate, -1, 0, ArrivalPolicy.NONE);
    }

    private static ClientLimits arrivals(ArrivalPolicy policy) {
        return new ClientLimits(NO_LIMIT, 0, 0, false, -1, 0, policy);
    }

    private static TestClient greet(ReplicaHarness server) {
        TestClient client = server.open();
        client.greet(new ConnectRequest(0, 1000, 0, new byte[16], false, true));
        server.durable();
        return client;
    }

    @Test
    void whoSendsBeyondTheLimitIsNotReadUntilOthersAreAnswered() {
        ReplicaHarness server = server(new ClientLimits(3, 0, 0, false, -1, 0, ArrivalPolicy.NONE));
        TestClient first = server.connect();
        TestClient second = server.connect();
        first.create("/a", 0);
        first.create("/b", 0);
        second.create("/c", 0);
        assertThat(second.isReading()).isTrue();
        second.create("/d", 0);
        assertThat(first.isReading()).isTrue();
        assertThat(second.isReading()).isFalse();
        server.durable();
        assertThat(second.isReading()).isTrue();
        assertThat(second.takeShort()).containsExactly("1:0", "2:0");
    }

    @Test
    void tooManyUnansweredRequestsOfOneClientStopItsReading() {
        ReplicaHarness server = server(new ClientLimits(1_000_000, 0, 0, false, -1, 0, ArrivalPolicy.NONE));
        TestClient client = server.connect();
        int sent = 0;
        while (client.isReading()) {
            client.send(OpCode.setData, new SetDataRequest("/none", null, -1));
            sent++;
        }
        assertThat(sent).isEqualTo(2049);
        server.durable(1 + 1024);
        assertThat(client.isReading()).isFalse();
        server.durable(1 + 1025);
        assertThat(client.isReading()).isTrue();
        server.durable();
        List<String> expected = new ArrayList<>();
        for (int xid = 1; xid <= sent; xid++) {
            expected.add(xid + ":-101");
        }
        assertThat(client.takeShort()).containsExactlyElementsOf(expected);
    }

    @Test
    void requestsWaitTheirTurnWhileTooManyAreUnderWay() {
        ReplicaHarness server = server(throttling(2, 0, false));
        TestClient first = server.connect();
        TestClient second = server.connect();
        int sessions = server.out.log().size();
        first.create("/a", 0);
        first.create("/b", 0);
        second.create("/c", 0);
        first.create("/d", 0);
        second.getData("/c", false);
        assertThat(server.out.log()).hasSize(sessions + 2);
        server.durable();
        assertThat(server.out.log()).hasSize(sessions + 4);
        server.durable();
        assertThat(first.takeShort()).containsExactly("1:0", "2:0", "3:0");
        assertThat(second.takeShort()).containsExactly("1:0", "2:0");
    }

    @Test
    void whatHasWaitedTooLongIsRefusedInItsTurn() {
        ReplicaHarness server = server(throttling(1, 50, false));
        TestClient client = server.connect();
        client.create("/a", 0);
        client.create("/b", 0);
        client.getData("/a", false);
        client.ping();
        client.send(OpCode.closeSession);
        server.advance(51);
        server.durable();
        server.durable();
        assertThat(client.takeShort()).containsExactly("1:0", "2:" + THROTTLED, "3:" + THROTTLED, "-2:0", "4:0");
        assertThat(server.replica.tree().find("/b")).isNull();
        ServerStats stats = server.replica.stats();
        assertThat(stats.count(Count.THROTTLED)).isEqualTo(4);
        assertThat(stats.count(Count.THROTTLED_REFUSED)).isEqualTo(2);
        assertThat(stats.measured(Measure.THROTTLED).min()).isEqualTo(51);
    }

    @Test
    void aClientWhoseRequestHasWaitedAsLongAsItsSessionMayBeSilentIsCut() {
        ReplicaHarness server = server(throttling(1, 0, true));
        TestClient busy = server.connect();
        TestClient late = server.connect();
        busy.create("/a", 0);
        late.create("/b", 0);
        server.advance(1001);
        server.durable();
        assertThat(late.isClosed()).isTrue();
        assertThat(server.replica.tree().find("/b")).isNull();
        assertThat(server.replica.stats().count(Count.STALE_DROPPED)).isEqualTo(1);
    }

    @Test
    void whatWaitsIsForgottenWithItsConnection() {
        ReplicaHarness server = server(throttling(1, 0, false));
        TestClient busy = server.connect();
        TestClient gone = server.connect();
        busy.create("/a", 0);
        gone.create("/b", 0);
        busy.create("/c", 0);
        gone.vanish();
        server.durable();
        server.durable();
        assertThat(busy.takeShort()).containsExactly("1:0", "2:0");
        assertThat(server.replica.tree().find("/b")).isNull();
        assertThat(server.replica.stats().count(Count.STALE_DROPPED)).isEqualTo(1);
    }

    @Test
    void largeRequestsAreBoundedTogether() {
        ReplicaHarness server = server(new ClientLimits(NO_LIMIT, 0, 0, false, 1000, 5000, ArrivalPolicy.NONE));
        TestClient first = server.connect();
        TestClient second = server.connect();
        first.setData("/", "x".repeat(3000));
        second.setData("/", "x".repeat(900));
        second.setData("/", "x".repeat(3000));
        assertThat(first.isClosed()).isFalse();
        assertThat(second.isClosed()).isTrue();
        assertThat(server.replica.stats().count(Count.LARGE_REFUSED)).isEqualTo(1);
        server.durable();
        first.setData("/", "x".repeat(4000));
        server.durable();
        assertThat(first.takeShort()).containsExactly("1:0", "2:0");
    }

    @Test
    void whoWaitsGoesOnWhenTheLimitIsTakenAway() {
        ReplicaHarness server = server(throttling(1, 0, false));
        TestClient client = server.connect();
        client.create("/a", 0);
        client.create("/b", 0);
        client.create("/c", 0);
        int proposed = server.out.log().size();
        Tuning tuning = server.replica.clients().tuning();
        server.step(new Input.Tuned(tuning.withLimits(tuning.limits().withThrottledAt(0))));
        assertThat(server.out.log()).hasSize(proposed + 2);
        server.durable();
        assertThat(client.takeShort()).containsExactly("1:0", "2:0", "3:0");
    }

    @Test
    void aLimitThatIsSetLaterHolds() {
        ReplicaHarness server = server(ClientLimits.DEFAULT);
        TestClient client = server.connect();
        Tuning tuning = server.replica.clients().tuning();
        ClientLimits limits = tuning.limits().withLargeBytesMin(1000).withLargeBytesMax(5000);
        server.step(new Input.Tuned(tuning.withLimits(limits)));
        assertThat(server.replica.clients().tuning().limits()).isEqualTo(limits);
        client.setData("/", "x".repeat(3000));
        assertThat(client.isClosed()).isFalse();
        client.setData("/", "x".repeat(3000));
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void aBucketThatIsMadeSmallerLacksWhatItLackedBefore() {
        ReplicaHarness server = server(arrivals(new ArrivalPolicy(3, 1000, 1, -1, 0, 0, 0, 1, 1)));
        greet(server);
        Tuning tuning = server.replica.clients().tuning();
        server.step(new Input.Tuned(tuning.withLimits(
                tuning.limits().withArrivals(tuning.limits().arrivals().withTokens(2)))));
        assertThat(greet(server).isClosed()).isFalse();
        assertThat(greet(server).isClosed()).isTrue();
    }

    @Test
    void sessionsThatComeLaterHaveTheTimeoutsThatAreSet() {
        ReplicaHarness server = server(ClientLimits.DEFAULT);
        TestClient before = greet(server);
        server.step(new Input.Tuned(server.replica.clients().tuning().withTimeouts(500, 700)));
        TestClient after = greet(server);
        assertThat(before.takeHandshake().getTimeOut()).isEqualTo(1000);
        assertThat(after.takeHandshake().getTimeOut()).isEqualTo(700);
    }

    @Test
    void sessionsComeAtTheRateOfTheTokens() {
        ReplicaHarness server = server(arrivals(new ArrivalPolicy(6, 100, 1, -1, 0, 0, 0, 3, 2)));
        TestClient first = greet(server);
        assertThat(List.of(
                        first.isClosed(),
                        greet(server).isClosed(),
                        greet(server).isClosed()))
                .containsExactly(false, false, true);
        assertThat(server.replica.stats().measured(Measure.TOKEN_DEFICIT).max()).isEqualTo(6);
        server.advance(101);
        server.advance(101);
        assertThat(greet(server).isClosed()).isTrue();
        first.takeHandshake();
        TestClient returned = server.open();
        server.advance(101);
        returned.greet(new ConnectRequest(0, 1000, first.sessionId(), first.password(), false, true));
        assertThat(returned.isClosed()).isFalse();
    }

    @Test
    void anEmptyBucketMakesRefusalsLikelierUntilItIsFullAgain() {
        ReplicaHarness server = server(arrivals(new ArrivalPolicy(2, 1000, 2, 10, 1, 1, 0, 1, 1)));
        greet(server);
        greet(server);
        server.advance(11);
        assertThat(greet(server).isClosed()).isTrue();
        server.advance(11);
        assertThat(greet(server).isClosed()).isTrue();
        assertThat(server.replica.clients().refusalChance()).isEqualTo(1);
        server.advance(1001);
        assertThat(greet(server).isClosed()).isFalse();
        assertThat(server.replica.clients().refusalChance()).isZero();
    }
}
