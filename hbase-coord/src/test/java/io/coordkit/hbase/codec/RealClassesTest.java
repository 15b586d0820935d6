package io.coordkit.hbase.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.hbase.codec.SplitLogTask.RecoveryMode;
import io.coordkit.hbase.codec.SplitLogTask.State;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.ServerName;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.hbase.shaded.protobuf.generated.ClusterIdProtos;
import org.apache.hadoop.hbase.shaded.protobuf.generated.ClusterStatusProtos;
import org.apache.hadoop.hbase.shaded.protobuf.generated.HBaseProtos;
import org.apache.hadoop.hbase.shaded.protobuf.generated.ZooKeeperProtos;
import org.apache.hadoop.hbase.zookeeper.ZKMetadata;
import org.apache.hbase.thirdparty.com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

/** Every message against the class that HBase 2.6.3 generated for it: equal bytes out, equal values in. */
class RealClassesTest {
    private static final ServerName SERVER = new ServerName("rs1.example.org", 16020, 1700000000000L);
    private static final HBaseProtos.ServerName REAL_SERVER = HBaseProtos.ServerName.newBuilder()
            .setHostName(SERVER.host())
            .setPort(SERVER.port())
            .setStartCode(SERVER.startCode())
            .build();

    @Test
    void tasks() throws Exception {
        for (State state : State.values()) {
            ZooKeeperProtos.SplitLogTask real = ZooKeeperProtos.SplitLogTask.newBuilder()
                    .setState(ZooKeeperProtos.SplitLogTask.State.valueOf(state.name()))
                    .setServerName(REAL_SERVER)
                    .build();
            SplitLogTask ours = SplitLogTask.of(state, SERVER, Generation.HBASE_2);

            assertThat(message(ours.toBytes())).isEqualTo(real.toByteArray());
            assertThat(SplitLogTask.parse(value(real.toByteArray()))).isEqualTo(ours);
        }
    }

    @Test
    void aFirstGenerationTaskIsReadBySecondGenerationClasses() throws Exception {
        byte[] message =
                message(SplitLogTask.of(State.OWNED, SERVER, Generation.HBASE_1).toBytes());

        assertThat(ZooKeeperProtos.SplitLogTask.parseFrom(message).getServerName())
                .isEqualTo(REAL_SERVER);
    }

    @Test
    void modesOfTheFirstGeneration() throws Exception {
        for (RecoveryMode mode : RecoveryMode.values()) {
            byte[] value = SplitLogTask.of(State.DONE, SERVER, Generation.HBASE_1)
                    .withMode(mode)
                    .toBytes();
            assertThat(SplitLogTask.parse(value).mode()).contains(mode);
        }
    }

    /** The messages of 1.4, which 2.6 has kept without using them in the tree. */
    @Test
    void flushedSequenceIds() throws Exception {
        ClusterStatusProtos.RegionStoreSequenceIds real = ClusterStatusProtos.RegionStoreSequenceIds.newBuilder()
                .setLastFlushedSequenceId(7)
                .addStoreSequenceId(ClusterStatusProtos.StoreSequenceId.newBuilder()
                        .setFamilyName(ByteString.copyFromUtf8("f"))
                        .setSequenceId(9))
                .build();
        FlushedSequenceIds ours = new FlushedSequenceIds(7, new TreeMap<>(Map.of("f", 9L)));
        assertThat(message(ours.toBytes())).isEqualTo(real.toByteArray());
        assertThat(FlushedSequenceIds.parse(value(real.toByteArray()))).isEqualTo(ours);

        FlushedSequenceIds none = FlushedSequenceIds.of(FlushedSequenceIds.UNKNOWN);
        assertThat(ClusterStatusProtos.RegionStoreSequenceIds.parseFrom(message(none.toBytes()))
                        .getLastFlushedSequenceId())
                .isEqualTo(-1);
        assertThat(FlushedSequenceIds.parse(none.toBytes())).isEqualTo(none);

        assertThat(ours.toRegionBytes()).isEqualTo(new WalPosition(7).toBytes());
        assertThat(FlushedSequenceIds.parseRegion(ours.toRegionBytes())).isEqualTo(7);
        assertThat(FlushedSequenceIds.parseRegion(none.toRegionBytes())).isEqualTo(-1);
        assertThat(FlushedSequenceIds.parseRegion(new byte[] {1})).isEqualTo(-1);
    }

    @Test
    void masters() throws Exception {
        ZooKeeperProtos.Master real = ZooKeeperProtos.Master.newBuilder()
                .setMaster(REAL_SERVER)
                .setRpcVersion(0)
                .setInfoPort(16010)
                .build();

        assertThat(message(MasterInfo.of(SERVER, 16010).toBytes())).isEqualTo(real.toByteArray());
        assertThat(MasterInfo.parse(value(real.toByteArray()))).isEqualTo(MasterInfo.of(SERVER, 16010));
    }

    @Test
    void metaInEveryState() throws Exception {
        for (RegionState state : RegionState.values()) {
            ZooKeeperProtos.MetaRegionServer real = ZooKeeperProtos.MetaRegionServer.newBuilder()
                    .setServer(REAL_SERVER)
                    .setRpcVersion(0)
                    .setState(ClusterStatusProtos.RegionState.State.valueOf(state.name()))
                    .build();
            MetaRegionServer ours = new MetaRegionServer(SERVER, 0, state);

            assertThat(message(ours.toBytes())).isEqualTo(real.toByteArray());
            assertThat(MetaRegionServer.parse(value(real.toByteArray()))).isEqualTo(ours);
        }
    }

    @Test
    void regionServers() throws Exception {
        HBaseProtos.RegionServerInfo real = HBaseProtos.RegionServerInfo.newBuilder()
                .setInfoPort(16030)
                .setVersionInfo(HBaseProtos.VersionInfo.newBuilder()
                        .setVersion("2.6.3")
                        .setUrl("u")
                        .setRevision("r")
                        .setUser("me")
                        .setDate("today")
                        .setSrcChecksum("c")
                        .setVersionMajor(2)
                        .setVersionMinor(6))
                .build();
        RegionServerInfo ours =
                new RegionServerInfo(16030, Optional.of(new VersionInfo("2.6.3", "u", "r", "me", "today", "c", 2, 6)));

        assertThat(message(ours.toBytes())).isEqualTo(real.toByteArray());
        assertThat(RegionServerInfo.parse(value(real.toByteArray()))).isEqualTo(ours);
    }

    @Test
    void aRegionServerWithoutPageHasPortMinusOne() throws Exception {
        HBaseProtos.RegionServerInfo real =
                HBaseProtos.RegionServerInfo.newBuilder().setInfoPort(-1).build();

        assertThat(message(RegionServerInfo.NONE.toBytes())).isEqualTo(real.toByteArray());
        assertThat(RegionServerInfo.parse(value(real.toByteArray()))).isEqualTo(RegionServerInfo.NONE);
    }

    @Test
    void clusterIdAndClusterUp() throws Exception {
        byte[] realId = ClusterIdProtos.ClusterId.newBuilder()
                .setClusterId("6f1c")
                .build()
                .toByteArray();
        byte[] realUp = ZooKeeperProtos.ClusterUp.newBuilder()
                .setStartDate("Mon Nov 23 01:00:00 UTC 2026")
                .build()
                .toByteArray();

        assertThat(message(new ClusterId("6f1c").toBytes())).isEqualTo(realId);
        assertThat(ClusterId.parse(value(realId))).isEqualTo(new ClusterId("6f1c"));
        assertThat(message(new ClusterUp("Mon Nov 23 01:00:00 UTC 2026").toBytes()))
                .isEqualTo(realUp);
        assertThat(ClusterUp.parse(value(realUp))).isEqualTo(new ClusterUp("Mon Nov 23 01:00:00 UTC 2026"));
    }

    @Test
    void metadataBothWays() throws Exception {
        byte[] payload = MetaRegionServer.open(SERVER).toBytes();

        assertThat(ZKMetadata.removeMetaData(Envelope.withMetadata("7@host", 42, payload)))
                .isEqualTo(payload);
        assertThat(Envelope.withoutMetadata(
                        ZKMetadata.appendMetaData(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, payload)))
                .isEqualTo(payload);
    }

    private static byte[] message(byte[] value) {
        assertThat(new String(value, 0, 4, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("PBUF");
        return Arrays.copyOfRange(value, 4, value.length);
    }

    private static byte[] value(byte[] message) {
        return Envelope.withMagic(message);
    }
}
