package io.coordkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coordkit.hbase.BaseNodes;
import io.coordkit.hbase.ClusterState;
import io.coordkit.hbase.MetaLocation;
import io.coordkit.hbase.RecoveringRegions;
import io.coordkit.hbase.RegionServerRegistration;
import io.coordkit.hbase.ReplicationPeers;
import io.coordkit.hbase.ReplicationQueues;
import io.coordkit.hbase.codec.MasterInfo;
import io.coordkit.hbase.codec.MetaRegionServer;
import io.coordkit.hbase.codec.PeerState;
import io.coordkit.hbase.codec.RegionEvent;
import io.coordkit.hbase.codec.RegionServerInfo;
import io.coordkit.hbase.codec.RegionTransition;
import io.coordkit.hbase.codec.ReplicationLock;
import io.coordkit.hbase.codec.ReplicationPeer;
import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.codec.TableState;
import io.coordkit.hbase.codec.VersionInfo;
import io.coordkit.hbase.codec.WalPosition;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.QueueId;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InspectHBaseCommandTest extends InspectTest {

    private static final HBasePaths PATHS = HBasePaths.DEFAULT;
    private static final ServerName MASTER = new ServerName("m1", 16000, 1);
    private static final ServerName BACKUP = new ServerName("m2", 16000, 1);
    private static final ServerName SERVER = new ServerName("rs1", 16020, 1);
    private static final ServerName DEAD = new ServerName("rs0", 16020, 1);

    InspectHBaseCommandTest() {
        super("hbase");
    }

    @Test
    void showsWhoIsThereAndWhatIsUnderWay() throws Exception {
        fillMembers();
        fillWork();
        assertThat(inspect().out())
                .contains("cluster  /hbase, id 6f1c", "since Mon Nov 23")
                .containsPattern("m1,16000,1 +active +16010")
                .containsPattern("m2,16000,1 +waiting +16011")
                .containsPattern("rs1,16020,1 +2\\.6\\.3 +16030 +true")
                .containsPattern("meta-region-server +OPEN +rs1,16020,1")
                .containsPattern("root-region-server +OPEN +rs1,16020,1")
                .containsPattern("t1 +DISABLING")
                .containsPattern("t1,,1\\.abc\\. +M_ZK_REGION_OFFLINE +m1,16000,1")
                .containsPattern("abc +rs0,16020,1 +17 ")
                .containsPattern("3 +OWNED +rs1,16020,1")
                .containsPattern("WALs/rs0/0\\.log +OWNED +rs1,16020,1")
                .containsPattern("p +DISABLED +zk2:2181:/hbase")
                .containsPattern("rs0,16020,1 +rs1,16020,1")
                .containsPattern("rs1,16020,1 +p-rs0,16020,1 +w1 +254")
                .doesNotContain("unreadable");
        assertThat(inspect("--limit", "1").out())
                .contains("... and 2 more (--limit)")
                .doesNotContain("WALs/rs0/1.log");
        JsonNode json = inspect("--json").json();
        assertThat(json.get("splitTasks")).hasSize(3);
        assertThat(json.get("replicationQueues").get(1).get("position").asLong())
                .isEqualTo(254);
        assertThat(json.get("unreadable")).isEmpty();
    }

    private void fillMembers() throws Exception {
        BaseNodes.create(client, PATHS, Generation.HBASE_1);
        ClusterState cluster = new ClusterState(client, PATHS);
        cluster.setId("6f1c");
        cluster.up("Mon Nov 23 01:00:00 UTC 2026");
        cluster.drain(SERVER);
        client.create().forPath(PATHS.master(), MasterInfo.of(MASTER, 16010).toBytes());
        client.create()
                .forPath(
                        PATHS.backupMaster(BACKUP), MasterInfo.of(BACKUP, 16011).toBytes());
        RegionServerRegistration.register(
                client, PATHS, SERVER, new RegionServerInfo(16030, Optional.of(VersionInfo.of("2.6.3", 2, 6))));
        new MetaLocation(client, PATHS).write(0, MetaRegionServer.open(SERVER));
        client.create().forPath(PATHS.rootRegionServer(), SERVER.toString().getBytes(StandardCharsets.UTF_8));
        client.create().forPath(PATHS.table("t1"), TableState.DISABLING.toBytes());
    }

    private void fillWork() throws Exception {
        RegionTransition offline = RegionTransition.of(RegionEvent.M_ZK_REGION_OFFLINE, "t1,,1.abc.", 1, MASTER);
        client.create().forPath(PATHS.regionInTransition("abc"), offline.toBytes());
        new RecoveringRegions(client, PATHS).mark(DEAD, Map.of("abc", 17L));
        for (int i = 0; i < 3; i++) {
            SplitLogTask task = SplitLogTask.of(SplitLogTask.State.OWNED, SERVER, Generation.HBASE_1);
            client.create().forPath(PATHS.splitTask(SplitTaskName.ofWal("WALs/rs0/" + i + ".log")), task.toBytes());
        }
        new ReplicationPeers(client, PATHS, Generation.HBASE_1)
                .add("p", ReplicationPeer.of("zk2:2181:/hbase"), PeerState.DISABLED);
        ReplicationQueues queues = new ReplicationQueues(client, PATHS);
        QueueId claimed = QueueId.of("p").claimedFrom(DEAD);
        queues.addWal(SERVER, claimed, "w1");
        queues.advance(SERVER, claimed, "w1", new WalPosition(254));
        queues.addWal(DEAD, QueueId.of("p"), "w2");
        client.create()
                .forPath(
                        PATHS.replication().lock(DEAD),
                        new ReplicationLock(PATHS.replication().server(SERVER)).toBytes());
    }

    @Test
    void whatCannotBeReadIsListedWithItsPath() throws Exception {
        BaseNodes.create(client, PATHS, Generation.HBASE_1);
        byte[] damaged = {1};
        client.create().forPath(PATHS.master(), damaged);
        client.create().forPath(PATHS.splitTask(SplitTaskName.ofWal("w")), damaged);
        client.create().creatingParentsIfNeeded().forPath(PATHS.recoveringRegion("abc", DEAD), damaged);
        client.create().creatingParentsIfNeeded().forPath(PATHS.replication().servers() + "/strange", damaged);
        client.create().creatingParentsIfNeeded().forPath(PATHS.replication().peers() + "/a-b", damaged);

        CommandLineRun run = inspect();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsPattern("/hbase/master +neither PBUF")
                .containsPattern("/hbase/splitWAL/w +neither PBUF")
                .containsPattern("/hbase/recovering-regions/abc/rs0,16020,1 +no PBUF")
                .containsPattern("/hbase/replication/rs/strange +no server name")
                .containsPattern("/hbase/replication/peers/a-b +no peer id");
        assertThat(inspect("--json").json().get("unreadable")).hasSize(5);
        assertThat(client.getData().forPath(PATHS.master())).isEqualTo(damaged);
    }

    @Test
    void saysWhatIsNotThere() throws Exception {
        assertThat(inspect().out().strip()).isEqualTo("no HBase at /hbase");
        assertThat(inspect("--json").json().get("exists").asBoolean()).isFalse();
        assertThat(inspect("--base", "hbase").err().strip())
                .isEqualTo("coord: not an absolute znode path below the root: 'hbase'");
    }
}
