package io.coordkit.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Eventually;
import java.time.Duration;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three servers in containers, configured by environment, and an unmodified client outside that writes all the time: whatever
 * happens to the leader, another one takes over and nothing that was acknowledged is lost.
 */
@InContainers
class EnsembleTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SESSION_MS = 8_000;
    private static final int SOME = 30;

    private static MemberContainers ensemble;

    @BeforeAll
    static void start() {
        ensemble = MemberContainers.start();
    }

    @AfterAll
    static void stop() {
        ensemble.close();
    }

    @BeforeEach
    void isWhole() throws Exception {
        ensemble.awaitAllServing();
    }

    @Test
    void theLeaderIsKilledAndComesBack() throws Exception {
        try (SteadyWriter writer = SteadyWriter.start(ensemble.connectString(), "/killed")) {
            writer.awaitMore(SOME);
            MemberContainer leader = ensemble.leader();
            leader.dockerKill();
            ensemble.leaderWithout(leader);
            writer.awaitMore(SOME);
            leader.dockerStart();
            ensemble.awaitAllServing();
            writer.awaitMore(SOME);
            ensemble.assertEveryMemberHas("/killed", writer.finish());
        }
    }

    @Test
    void theLeaderIsFrozenAndComesBack() throws Exception {
        try (SteadyWriter writer = SteadyWriter.start(ensemble.connectString(), "/frozen")) {
            writer.awaitMore(SOME);
            MemberContainer leader = ensemble.leader();
            leader.freeze();
            MemberContainer next = ensemble.leaderWithout(leader);
            writer.awaitMore(SOME);
            leader.thaw();
            Eventually.holds(SOON, () -> leader.serves() && !leader.leads());
            assertThat(next.leads()).isTrue();
            ensemble.assertEveryMemberHas("/frozen", writer.finish());
        }
    }

    /** Clients still reach it: it must not answer them as if nothing had happened. */
    @Test
    void theLeaderIsCutOffAndComesBack() throws Exception {
        MemberContainer leader = ensemble.leader();
        try (SteadyWriter writer = SteadyWriter.start(ensemble.connectString(), "/cut");
                ZooKeeper lonely = new ZooKeeper(leader.connectString(), SESSION_MS, event -> {})) {
            writer.awaitMore(SOME);
            Eventually.holds(SOON, () -> lonely.getState().isConnected());
            leader.cutOff();
            assertThat(isAcknowledged(lonely, "/written-to-a-leader-without-followers"))
                    .isFalse();
            ensemble.leaderWithout(leader);
            Eventually.holds(SOON, () -> !leader.serves());
            writer.awaitMore(SOME);
            leader.reconnect();
            ensemble.awaitAllServing();
            writer.awaitMore(SOME);
            ensemble.assertEveryMemberHas("/cut", writer.finish());
        }
    }

    @Test
    void everyServerIsStoppedAndStartedInTurn() throws Exception {
        try (SteadyWriter writer = SteadyWriter.start(ensemble.connectString(), "/rolling")) {
            for (MemberContainer member : ensemble.all()) {
                writer.awaitMore(SOME);
                assertThat(member.dockerStop()).isZero();
                writer.awaitMore(SOME);
                member.dockerStart();
                ensemble.awaitAllServing();
            }
            ensemble.assertEveryMemberHas("/rolling", writer.finish());
        }
    }

    private static boolean isAcknowledged(ZooKeeper client, String path) throws InterruptedException {
        try {
            client.create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            return true;
        } catch (KeeperException refused) {
            return false;
        }
    }
}
