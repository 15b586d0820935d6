package io.coordkit.hbase.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.hbase.paths.ServerName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.hadoop.hbase.shaded.protobuf.generated.ZooKeeperProtos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regions and tables: bytes that HBase 1.7.2's own classes produced, read and written. */
class RegionBytesTest {
    private static final ServerName SERVER = new ServerName("rs1.example.org", 16020, 1700000000000L);
    private static final String S = "0a0f7273312e6578616d706c652e6f726710947d1880d095ffbc31";
    private static final String NAME_AND_TIME = "120a74312c2c312e6162632e1881d095ffbc31";
    private static final String OFFLINE = "504255460832" + NAME_AND_TIME + "221b" + S;
    private static final String SPLITTING = "504255460805" + NAME_AND_TIME + "221b" + S + "2a026162";

    @Test
    void aRegionOffline() throws Exception {
        RegionTransition ours =
                RegionTransition.of(RegionEvent.M_ZK_REGION_OFFLINE, "t1,,1.abc.", 1_700_000_000_001L, SERVER);
        RegionTransition read = RegionTransition.parse(bytes(OFFLINE));

        assertThat(hex(ours.toBytes())).isEqualTo(OFFLINE);
        assertThat(read.event()).isEqualTo(RegionEvent.M_ZK_REGION_OFFLINE);
        assertThat(read.regionName()).isEqualTo("t1,,1.abc.");
        assertThat(read.createTimeMs()).isEqualTo(1_700_000_000_001L);
        assertThat(read.server()).isEqualTo(SERVER);
        assertThat(read.payload()).isEmpty();
    }

    @Test
    void aRegionThatSplitsHasAPayload() throws Exception {
        RegionTransition read = RegionTransition.parse(bytes(SPLITTING));

        assertThat(read.event()).isEqualTo(RegionEvent.RS_ZK_REGION_SPLITTING);
        assertThat(new String(read.payload(), StandardCharsets.US_ASCII)).isEqualTo("ab");
        assertThat(hex(read.toBytes())).isEqualTo(SPLITTING);
    }

    @ParameterizedTest
    @EnumSource(RegionEvent.class)
    void everyEvent(RegionEvent event) throws Exception {
        byte[] stored = RegionTransition.of(event, "t,\u00ff,1.", 1, SERVER).toBytes();

        assertThat(RegionTransition.parse(stored).event()).isEqualTo(event);
        assertThat(RegionTransition.parse(stored).regionName()).isEqualTo("t,\u00ff,1.");
    }

    @Test
    void everyPrefixOfATransitionIsRefused() {
        byte[] whole = bytes(OFFLINE);
        for (int length = 0; length < whole.length; length++) {
            byte[] prefix = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> RegionTransition.parse(prefix)).isInstanceOf(UnreadableValueException.class);
        }
    }

    @Test
    void anUnknownEventIsRefused() {
        assertThatThrownBy(() -> RegionTransition.parse(bytes("504255460801" + NAME_AND_TIME + "221b" + S)))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessageContaining("code 1");
    }

    @ParameterizedTest
    @EnumSource(TableState.class)
    void tables(TableState state) throws Exception {
        byte[] real = ZooKeeperProtos.DeprecatedTableState.newBuilder()
                .setState(ZooKeeperProtos.DeprecatedTableState.State.valueOf(state.name()))
                .build()
                .toByteArray();

        assertThat(hex(state.toBytes())).isEqualTo("50425546080" + state.ordinal());
        assertThat(state.toBytes()).isEqualTo(Envelope.withMagic(real));
        assertThat(TableState.parse(Envelope.withMagic(real))).isEqualTo(state);
        assertThat(TableState.parse(state.name().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "50425546", "504255460804", "4f46"})
    void damagedTablesAreRefused(String stored) {
        assertThatThrownBy(() -> TableState.parse(bytes(stored))).isInstanceOf(UnreadableValueException.class);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
