package io.coordkit.elector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.elector.data.ActiveNodeInfo;
import io.coordkit.elector.data.ActiveRmInfo;
import io.coordkit.elector.data.OpaqueInfo;
import io.coordkit.elector.machine.ElectionState;
import io.coordkit.elector.paths.ElectionPaths;
import io.coordkit.server.CoordServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Electors on a real server. */
final class ElectorTest {
    private static final ElectionPaths PATHS = ElectionPaths.yarn("pseudo-yarn-rm-cluster");
    private static final int TICK_MS = 200;

    @TempDir
    Path directory;

    private CoordServer server;
    private ElectorConfig config;
    private CuratorFramework client;
    private final List<AutoCloseable> members = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        server = CoordServer.builder()
                .dataDirectory(directory)
                .tickTime(Duration.ofMillis(TICK_MS))
                .start();
        config = ElectorConfig.of(server.connectString(), PATHS).withSessionTimeout(Duration.ofSeconds(4));
        client = config.newClient();
        client.start();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable member : members) {
            member.close();
        }
        client.close();
        server.close();
    }

    private Elector elector(ElectorCallback callback) {
        Elector elector = new Elector(config, callback);
        members.add(elector);
        return elector;
    }

    private Contender contender(String name) throws Exception {
        Contender contender = Contender.Kind.OURS.contender(name, config);
        members.add(contender);
        return contender;
    }

    private void ensureParent() throws Exception {
        new ParentZnode(config).ensure();
    }

    /** Seeds A1 and A2: one active, the others standby, and the lock is the active's. */
    @Test
    void oneOfThreeIsActiveAndOwnsTheLock() throws Exception {
        ensureParent();
        Sessions sessions = new Sessions();
        Journal first = new Journal();
        Elector active = new Elector(config.withZookeeperFactory(sessions), first);
        members.add(active);
        ActiveRmInfo rm1 = new ActiveRmInfo("pseudo-yarn-rm-cluster", "rm1");
        active.joinElection(rm1.toBytes());
        Await.until("active", () -> active.state() == ElectionState.ACTIVE);
        List<Elector> others = List.of(elector(new Journal()), elector(new Journal()));
        for (Elector other : others) {
            other.joinElection(new ActiveRmInfo("pseudo-yarn-rm-cluster", "rm2").toBytes());
            Await.until("standby", () -> other.state() == ElectionState.STANDBY);
        }
        assertThat(PATHS.lock()).isEqualTo("/yarn-leader-election/pseudo-yarn-rm-cluster/ActiveStandbyElectorLock");
        assertThat(client.getData().forPath(PATHS.lock())).isEqualTo(rm1.toBytes());
        ElectionStatus status = ElectionStatus.read(client, PATHS);
        assertThat(status.settled()).isTrue();
        assertThat(status.lock().orElseThrow().info()).isEqualTo(rm1);
        assertThat(status.lock().orElseThrow().sessionId()).isEqualTo(sessions.newestId());
        assertThat(status.breadcrumb().orElseThrow().info()).isEqualTo(rm1);
        active.quitElection(true);
        assertThat(first.calls).containsExactly("active");
    }

    /** Seeds A3 and A4: after every loss the others compete; always one winner, and it fences the one before. */
    @Test
    void fiftyFailovers() throws Exception {
        ensureParent();
        List<String> history = new CopyOnWriteArrayList<>();
        List<Contender> three = List.of(contender("a"), contender("b"), contender("c"));
        three.forEach(Contender::join);
        for (int failover = 0; failover <= 50; failover++) {
            Await.until("one active, two standby", () -> countActive(three) == 1 && countStandby(three) == 2);
            Contender active =
                    three.stream().filter(Contender::isActive).findFirst().orElseThrow();
            history.add(active.name);
            active.quit(true);
            Await.until("a new active", () -> countActive(three) == 1);
            active.join();
        }
        long fences = three.stream()
                .flatMap(each -> each.journal.calls.stream())
                .filter(call -> call.startsWith("fence "))
                .count();
        assertThat(history).hasSize(51);
        assertThat(fences).isEqualTo(51);
    }

    private static long countActive(List<Contender> contenders) {
        return contenders.stream().filter(Contender::isActive).count();
    }

    private static long countStandby(List<Contender> contenders) {
        return contenders.stream().filter(Contender::isStandby).count();
    }

    /** Seed A8: the NameNodes' election is the same one under another parent. */
    @Test
    void nameNodesUseTheSameElector() throws Exception {
        config = new ElectorConfig(
                config.connectString(),
                ElectionPaths.hdfs("ns1"),
                config.sessionTimeout(),
                config.acl(),
                config.auth(),
                config.maxRetries(),
                config.zookeeperFactory());
        ParentZnode parent = new ParentZnode(config);
        assertThat(parent.exists()).isFalse();
        parent.ensure();
        assertThat(parent.exists()).isTrue();
        ActiveNodeInfo nn1 = new ActiveNodeInfo("ns1", "nn1", "host1", 8020, 8019);
        Elector elector = elector(new Journal());
        elector.joinElection(nn1.toBytes());
        Await.until("active", () -> elector.state() == ElectionState.ACTIVE);
        assertThat(ElectionStatus.read(client, config.paths())
                        .lock()
                        .orElseThrow()
                        .info())
                .isEqualTo(nn1);
        assertThat(client.checkExists().forPath("/hadoop-ha/ns1/ActiveStandbyElectorLock"))
                .isNotNull();
        elector.quitElection(false);
        parent.clear();
        parent.clear();
        assertThat(client.checkExists().forPath("/hadoop-ha/ns1")).isNull();
    }

    @Test
    void leavingInGoodOrderTakesTheBreadcrumbAway() throws Exception {
        ensureParent();
        Contender a = contender("a");
        a.join();
        Await.until("active", a::isActive);
        a.quit(false);
        assertThat(client.getChildren().forPath(PATHS.parent())).isEmpty();
        assertThat(ElectionStatus.read(client, PATHS).settled()).isFalse();
    }

    @Test
    void closingLeavesTheBreadcrumbSoThatTheNextOneFences() throws Exception {
        ensureParent();
        Contender a = contender("a");
        a.join();
        Await.until("active", a::isActive);
        a.close();
        assertThat(client.getChildren().forPath(PATHS.parent())).containsExactly("ActiveBreadCrumb");
        assertThat(ElectionStatus.read(client, PATHS).breadcrumb().orElseThrow().info())
                .isEqualTo(new OpaqueInfo(a.data()));
        Contender b = contender("b");
        b.join();
        Await.until("b active", b::isActive);
        assertThat(b.journal.calls).containsExactly("fence a", "active");
        assertThat(ElectionStatus.read(client, PATHS).breadcrumb().orElseThrow().version())
                .isEqualTo(1);
    }

    @Test
    void aFailedFenceIsTriedAgainAfterAPause() throws Exception {
        ensureParent();
        Contender a = contender("a");
        a.join();
        Await.until("active", a::isActive);
        a.quit(true);
        Contender b = contender("b");
        b.journal.refusesToFenceOnce.set(true);
        b.join();
        Await.until("b active", b::isActive);
        assertThat(b.journal.calls).containsExactly("fence a", "fence a", "active");
    }

    @Test
    void theActiveLosesTheServerForAWhileAndStaysActive() throws Exception {
        ensureParent();
        Contender a = contender("a");
        a.join();
        Await.until("active", a::isActive);
        int port = server.clientPort();
        server.close();
        Await.until("neutral", () -> a.journal.last().equals("neutral"));
        server = CoordServer.builder()
                .dataDirectory(directory)
                .tickTime(Duration.ofMillis(TICK_MS))
                .clientPort(port)
                .start();
        Await.until("active again", a::isActive);
        assertThat(a.journal.calls).containsExactly("active", "neutral", "active");
    }

    @Test
    void aLockDeletedByHandIsContendedForAgain() throws Exception {
        ensureParent();
        Contender a = contender("a");
        a.join();
        Await.until("active", a::isActive);
        long czxid = ElectionStatus.read(client, PATHS).lock().orElseThrow().czxid();
        client.delete().forPath(PATHS.lock());
        Await.until("active again", () -> a.journal.calls.size() == 3 && a.isActive());
        assertThat(a.journal.calls).containsExactly("active", "neutral", "active");
        assertThat(ElectionStatus.read(client, PATHS).lock().orElseThrow().czxid())
                .isGreaterThan(czxid);
    }

    @Test
    void withoutAParentZnodeJoiningIsFatalAndCanBeRepeated() throws Exception {
        Contender a = contender("a");
        a.join();
        Await.until("fatal", () -> a.journal.last().startsWith("fatal: "));
        assertThat(a.journal.last()).contains(PATHS.parent() + ": ", "NO_NODE", "ParentZnode.ensure()");
        ensureParent();
        a.join();
        Await.until("active", a::isActive);
    }

    @Test
    void aCallbackMayQuit() throws Exception {
        ensureParent();
        Contender a = contender("a");
        a.join();
        Await.until("active", a::isActive);
        AtomicReference<Elector> self = new AtomicReference<>();
        Journal journal = new Journal();
        Elector b = elector(new Delegate(journal) {
            @Override
            public void becomeStandby() {
                super.becomeStandby();
                self.get().quitElection(false);
            }
        });
        self.set(b);
        b.joinElection(new byte[] {1});
        Await.until("out again", () -> journal.last().equals("standby") && b.state() == ElectionState.INIT);
        a.quit(false);
        assertThat(client.getChildren().forPath(PATHS.parent())).isEmpty();
    }

    @Test
    void aServiceThatFailsToBecomeStandbyLeavesTheElection() throws Exception {
        ensureParent();
        Contender a = contender("a");
        a.join();
        Await.until("active", a::isActive);
        Journal journal = new Journal();
        Elector b = elector(new Delegate(journal) {
            @Override
            public void becomeStandby() {
                throw new IllegalStateException("stuck");
            }
        });
        b.joinElection(new byte[] {1});
        Await.until("fatal", () -> journal.last().contains("stuck"));
        assertThat(b.state()).isEqualTo(ElectionState.INIT);
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> config.withSessionTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> config.withAcl(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> config.withMaxRetries(0)).isInstanceOf(IllegalArgumentException.class);
        Elector closed = elector(new Journal());
        closed.close();
        closed.close();
        assertThatThrownBy(() -> closed.joinElection(new byte[0])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.quitElection(false)).isInstanceOf(IllegalStateException.class);
    }

    /** A service that answers otherwise than a {@link Journal} in one call. */
    private abstract static class Delegate implements ElectorCallback {
        private final Journal journal;

        Delegate(Journal journal) {
            this.journal = journal;
        }

        @Override
        public void becomeActive() {
            journal.becomeActive();
        }

        @Override
        public void becomeStandby() {
            journal.becomeStandby();
        }

        @Override
        public void enterNeutralMode() {
            journal.enterNeutralMode();
        }

        @Override
        public void notifyFatalError(String message) {
            journal.notifyFatalError(message);
        }

        @Override
        public void fenceOldActive(byte[] oldActive) {
            journal.fenceOldActive(oldActive);
        }
    }
}
