package io.coordkit.hbase;

import static io.coordkit.hbase.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.hbase.codec.MasterInfo;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.machine.MasterEvent;
import io.coordkit.hbase.machine.MasterEvent.Active;
import io.coordkit.hbase.machine.MasterEvent.Ended;
import io.coordkit.hbase.machine.MasterEvent.Waiting;
import io.coordkit.hbase.machine.MasterEvent.Why;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.curator.framework.CuratorFramework;
import org.apache.hadoop.hbase.zookeeper.ClusterStatusTracker;
import org.apache.hadoop.hbase.zookeeper.MasterAddressTracker;
import org.apache.hadoop.hbase.zookeeper.ZKClusterId;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Masters of ours, and HBase 2.6.3's own, on one tree. */
class MasterElectionTest extends ServerTest {
    private static final HBasePaths PATHS = HBasePaths.DEFAULT;
    private static final ServerName ONE = new ServerName("m1", 16000, 1);
    private static final ServerName ONE_AGAIN = new ServerName("m1", 16000, 2);
    private static final ServerName TWO = new ServerName("m2", 16000, 1);

    private CuratorFramework other;
    private ClusterState cluster;
    private RealHBase real;

    @BeforeEach
    void start() throws Exception {
        other = Clients.connect(server);
        BaseNodes.create(client, PATHS, Generation.HBASE_2);
        cluster = new ClusterState(client, PATHS);
        real = new RealHBase(server.connectString(), directory);
    }

    @AfterEach
    void stop() throws Exception {
        real.close();
        other.close();
    }

    private static MasterElection begin(CuratorFramework client, ServerName self, List<MasterEvent> events) {
        MasterElection election = new MasterElection(client, PATHS, self, 16010, events::add);
        election.start();
        return election;
    }

    @Test
    void oneIsActiveAndTheOtherSucceeds() throws Exception {
        List<MasterEvent> first = new CopyOnWriteArrayList<>();
        List<MasterEvent> second = new CopyOnWriteArrayList<>();
        MasterElection one = begin(client, ONE, first);
        await(() -> first.contains(new Active()));
        try (MasterElection two = begin(other, TWO, second)) {
            await(() -> second.equals(List.of(new Waiting(Optional.of(ONE)))));
            assertThat(cluster.activeMaster()).contains(MasterInfo.of(ONE, 16010));
            await(() -> cluster.backupMasters().equals(List.of(TWO)));
            assertThat(MasterAddressTracker.getMasterAddress(real.watcher())).hasToString(ONE.toString());
            assertThat(MasterAddressTracker.getMasterInfoPort(real.watcher())).isEqualTo(16010);
            assertThat(MasterAddressTracker.getBackupMastersAndRenewWatch(real.watcher()))
                    .singleElement()
                    .hasToString(TWO.toString());

            one.close();
            await(two::isActive);
            await(() -> cluster.backupMasters().isEmpty());
            assertThat(cluster.activeMaster()).contains(MasterInfo.of(TWO, 16010));
        }
        assertThat(first).containsExactly(new Active(), new Ended(Why.CLOSED));
        assertThat(cluster.activeMaster()).isEmpty();
    }

    @Test
    void aRestartedMasterDoesNotWaitForItsPredecessorsSession() throws Exception {
        List<MasterEvent> first = new CopyOnWriteArrayList<>();
        List<MasterEvent> second = new CopyOnWriteArrayList<>();
        try (MasterElection old = begin(client, ONE, first)) {
            await(old::isActive);
            try (MasterElection restarted = begin(other, ONE_AGAIN, second)) {
                await(restarted::isActive);
                await(() -> first.contains(new Ended(Why.DEPOSED)));
                assertThat(cluster.activeMaster()).contains(MasterInfo.of(ONE_AGAIN, 16010));
            }
        }
        assertThat(second).startsWith(new Active());
    }

    @Test
    void theEndOfTheClusterEndsTheWaiting() throws Exception {
        cluster.up("Mon Nov 23 01:00:00 UTC 2026");
        List<MasterEvent> events = new CopyOnWriteArrayList<>();
        try (MasterElection one = begin(client, ONE, new CopyOnWriteArrayList<>())) {
            await(one::isActive);
            try (MasterElection two = begin(other, TWO, events)) {
                await(() -> events.size() == 1);
                cluster.down();
                await(() -> events.contains(new Ended(Why.CLUSTER_DOWN)));
                assertThat(two.isActive()).isFalse();
                assertThat(one.isActive()).isTrue();
            }
        }
        assertThat(cluster.backupMasters()).isEmpty();
    }

    @Test
    void aForeignValueIsLeftAlone() throws Exception {
        client.create().withMode(CreateMode.EPHEMERAL).forPath(PATHS.master(), new byte[] {7});
        List<MasterEvent> events = new CopyOnWriteArrayList<>();
        try (MasterElection two = begin(other, TWO, events)) {
            await(() -> events.equals(List.of(new Waiting(Optional.empty()))));
            assertThatThrownBy(cluster::activeMaster)
                    .isInstanceOf(UnreadableValueException.class)
                    .hasMessageContaining("/hbase/master");
            client.delete().forPath(PATHS.master());
            await(two::isActive);
        }
    }

    @Test
    void ourMasterAndARealOneTakeTurns() throws Exception {
        RealMaster theirs = real.master(TWO);
        List<MasterEvent> events = new CopyOnWriteArrayList<>();
        try (MasterElection ours = begin(client, ONE, events)) {
            await(ours::isActive);
            theirs.start();
            await(() -> cluster.backupMasters().equals(List.of(TWO)));
        }
        await(theirs::isActive);
        assertThat(cluster.activeMaster().map(MasterInfo::server)).contains(TWO);
        try (MasterElection ours = begin(other, ONE_AGAIN, events)) {
            await(() -> events.contains(new Waiting(Optional.of(TWO))));
            theirs.stop();
            await(ours::isActive);
        }
    }

    @Test
    void eachReadsWhatTheOtherSaysOfTheCluster() throws Exception {
        assertThat(cluster.id()).isEmpty();
        cluster.setId("6f1c");
        assertThat(ZKClusterId.readClusterIdZNode(real.watcher())).isEqualTo("6f1c");
        ZKClusterId.setClusterId(real.watcher(), new org.apache.hadoop.hbase.ClusterId("7a"));
        assertThat(cluster.id()).contains("7a");

        assertThat(cluster.upSince()).isEmpty();
        ClusterStatusTracker status = new ClusterStatusTracker(real.watcher(), new RealHBase.NoAbort());
        status.start();
        status.setClusterUp();
        assertThat(cluster.upSince()).isPresent();
        assertThat(cluster.down()).isTrue();
        await(() -> !status.isClusterUp());
        cluster.up("Mon Nov 23 01:00:00 UTC 2026");
        await(status::isClusterUp);
        status.stop();

        assertThat(cluster.drain(ONE)).isTrue();
        assertThat(cluster.drain(ONE)).isFalse();
        assertThat(cluster.draining()).containsExactly(ONE);
        assertThat(client.getData().forPath(PATHS.draining(ONE))).isEmpty();
        assertThat(cluster.undrain(ONE)).isTrue();
        assertThat(cluster.undrain(ONE)).isFalse();
    }
}
