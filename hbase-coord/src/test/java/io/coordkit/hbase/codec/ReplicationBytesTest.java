package io.coordkit.hbase.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.hbase.paths.Generation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.replication.ReplicationPeerConfigUtil;
import org.apache.hadoop.hbase.replication.ReplicationPeerConfig;
import org.apache.hadoop.hbase.replication.ZKReplicationPeerStorage;
import org.apache.hadoop.hbase.zookeeper.ZKUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replication's values: bytes that HBase 1.7.2's own classes produced, and 2.6.3's classes at work, both ways. */
class ReplicationBytesTest {
    /** Made by 1.7.2's {@code ZooKeeperProtos.ReplicationPeer}. */
    private static final String PEER_OF_17 =
            "504255460a0f7a6b313a323138313a2f68626173651201451a060a016112016222060a016b"
                    + "1201762a0c0a070a026e7312017412016630e807";

    private static final TableFamilies TABLE = new TableFamilies("ns", "t", List.of("f"));

    @Test
    void aPeerOfTheFirstGeneration() throws Exception {
        ReplicationPeer peer = ReplicationPeer.parse(bytes(PEER_OF_17));

        assertThat(peer.clusterKey()).isEqualTo("zk1:2181:/hbase");
        assertThat(peer.endpoint()).contains("E");
        assertThat(peer.configuration()).containsExactly(Map.entry("k", "v"));
        assertThat(peer.included()).isEqualTo(new PeerScope(List.of(TABLE), List.of()));
        assertThat(peer.bandwidth()).isEqualTo(1000);
        assertThat(hex(peer.toBytes(Generation.HBASE_1))).isEqualTo(PEER_OF_17);
    }

    @Test
    void aPeerOfTheSecondGeneration() throws Exception {
        ReplicationPeerConfig real = ReplicationPeerConfig.newBuilder()
                .setClusterKey("zk1:2181:/hbase")
                .setReplicationEndpointImpl("E")
                .putPeerData(text("a"), text("b"))
                .putConfiguration("k", "v")
                .setReplicateAllUserTables(false)
                .setTableCFsMap(Map.of(TableName.valueOf("ns", "t"), List.of("f")))
                .setNamespaces(Set.of("n1"))
                .setExcludeTableCFsMap(Map.of(TableName.valueOf("ns", "x"), List.of()))
                .setExcludeNamespaces(Set.of("n2"))
                .setBandwidth(1000)
                .setSerial(true)
                .build();
        ReplicationPeer ours = new ReplicationPeer(
                "zk1:2181:/hbase",
                Optional.of("E"),
                List.of(ByteBuffer.wrap(bytes("0a0161120162"))),
                Map.of("k", "v"),
                new PeerScope(List.of(TABLE), List.of("n1")),
                new PeerScope(List.of(new TableFamilies("ns", "x", List.of())), List.of("n2")),
                1000,
                false,
                true);
        byte[] realBytes = ReplicationPeerConfigUtil.toByteArray(real);

        assertThat(hex(ours.toBytes(Generation.HBASE_2))).isEqualTo(hex(realBytes));
        assertThat(ReplicationPeer.parse(realBytes)).isEqualTo(ours);
        assertThat(ReplicationPeer.parse(ReplicationPeerConfigUtil.toByteArray(
                        ReplicationPeerConfigUtil.parsePeerFrom(ours.toBytes(Generation.HBASE_2)))))
                .isEqualTo(ours);
    }

    @Test
    void aPlainPeerOfEitherGeneration() throws Exception {
        ReplicationPeer peer = ReplicationPeer.of("zk1:2181:/hbase");
        for (Generation generation : Generation.values()) {
            assertThat(ReplicationPeer.parse(peer.toBytes(generation))).isEqualTo(peer);
        }
        assertThat(ReplicationPeer.parse(text("zk1:2181:/hbase"))).isEqualTo(peer);
    }

    @Test
    void statesAreTheBytesThatHBaseCompares() throws Exception {
        assertThat(PeerState.ENABLED.toBytes()).isEqualTo(ZKReplicationPeerStorage.ENABLED_ZNODE_BYTES);
        assertThat(PeerState.DISABLED.toBytes()).isEqualTo(ZKReplicationPeerStorage.DISABLED_ZNODE_BYTES);
        for (PeerState state : PeerState.values()) {
            assertThat(PeerState.parse(state.toBytes())).isEqualTo(state);
            assertThat(PeerState.parse(text(state.name()))).isEqualTo(state);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 254, Integer.MAX_VALUE, Long.MAX_VALUE})
    void positions(long offset) throws Exception {
        byte[] real = ZKUtil.positionToByteArray(offset);
        WalPosition ours = new WalPosition(offset);

        assertThat(ours.toBytes()).isEqualTo(real);
        assertThat(WalPosition.parse(real)).isEqualTo(ours);
        assertThat(ZKUtil.parseWALPositionFrom(ours.toBytes())).isEqualTo(offset);
    }

    @Test
    void positionsInOldForms() throws Exception {
        assertThat(WalPosition.parse(new byte[0])).isEqualTo(WalPosition.START);
        assertThat(WalPosition.parse(bytes("00000000000000fe"))).isEqualTo(new WalPosition(254));
        assertThat(WalPosition.parse(text("12345678"))).isEqualTo(new WalPosition(12345678));
        assertThat(hex(new WalPosition(254).toBytes())).isEqualTo("5042554608fe01");
    }

    @Test
    void theLockOfTheFirstGeneration() throws Exception {
        String golden =
                "504255460a392f68626173652f7265706c69636174696f6e2f72732f7273312e6578616d706c652e6f72672c31363032302c"
                        + "31373030303030303030303030";
        ReplicationLock lock = ReplicationLock.parse(bytes(golden));

        assertThat(lock.owner()).isEqualTo("/hbase/replication/rs/rs1.example.org,16020,1700000000000");
        assertThat(lock.serverName()).isEqualTo("rs1.example.org,16020,1700000000000");
        assertThat(hex(lock.toBytes())).isEqualTo(golden);
        assertThat(ReplicationLock.parse(text("rs1,1,2")).serverName()).isEqualTo("rs1,1,2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"50425546", "5042554608", "5042554608ffffffffffffffffff01", "01", "7a7a", "2d31", "ff00"})
    void damagedPositionsAreRefused(String stored) {
        assertThatThrownBy(() -> WalPosition.parse(bytes(stored))).isInstanceOf(UnreadableValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "50425546", "5042554608", "504255460802", "4f4e"})
    void damagedStatesAreRefused(String stored) {
        assertThatThrownBy(() -> PeerState.parse(bytes(stored))).isInstanceOf(UnreadableValueException.class);
    }

    @Test
    void damagedPeersAreRefused() {
        byte[] whole = bytes(PEER_OF_17);
        assertThatThrownBy(() -> ReplicationPeer.parse(new byte[0])).isInstanceOf(UnreadableValueException.class);
        assertThatThrownBy(() -> ReplicationPeer.parse(Arrays.copyOf(whole, whole.length - 1)))
                .isInstanceOf(UnreadableValueException.class);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
