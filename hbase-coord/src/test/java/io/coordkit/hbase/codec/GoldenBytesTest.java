package io.coordkit.hbase.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.hbase.codec.SplitLogTask.RecoveryMode;
import io.coordkit.hbase.codec.SplitLogTask.State;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.ServerName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that HBase's own classes produced, read and written. */
class GoldenBytesTest {
    private static final ServerName SERVER = new ServerName("rs1.example.org", 16020, 1700000000000L);
    private static final String S = "0a0f7273312e6578616d706c652e6f726710947d1880d095ffbc31";
    private static final String PBUF = "50425546";

    @ParameterizedTest
    @EnumSource(State.class)
    void taskOfSecondGeneration(State state) throws Exception {
        String golden = PBUF + "080" + state.ordinal() + "121b" + S;
        SplitLogTask task = SplitLogTask.of(state, SERVER, Generation.HBASE_2);

        assertThat(hex(task.toBytes())).isEqualTo(golden);
        assertThat(SplitLogTask.parse(bytes(golden))).isEqualTo(task);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void taskOfFirstGenerationNamesItsMode(State state) throws Exception {
        String golden = PBUF + "080" + state.ordinal() + "121b" + S + "1801";
        SplitLogTask task = SplitLogTask.of(state, SERVER, Generation.HBASE_1);

        assertThat(hex(task.toBytes())).isEqualTo(golden);
        assertThat(SplitLogTask.parse(bytes(golden)).mode()).contains(RecoveryMode.LOG_SPLITTING);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void taskAsTextOfHBase094(State state) throws Exception {
        String text = state.name().toLowerCase(Locale.ROOT) + " rs1.example.org,16020,1700000000000";

        assertThat(SplitLogTask.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new SplitLogTask(state, SERVER, Optional.empty()));
    }

    @Test
    void metadataIsStrippedWhateverItsLength() throws Exception {
        SplitLogTask task = SplitLogTask.of(State.OWNED, SERVER, Generation.HBASE_2);
        byte[] stored = bytes("ff0000000e" + "3740686f7374" + "0102030405060708" + hex(task.toBytes()));

        assertThat(SplitLogTask.parse(stored)).isEqualTo(task);
        assertThat(Envelope.withMetadata("7@host", 0x0102030405060708L, task.toBytes()))
                .isEqualTo(stored);
    }

    @Test
    void emptyValuesGetNoMetadata() {
        assertThat(Envelope.withMetadata("7@host", 1, new byte[0])).isEmpty();
    }

    @Test
    void masterWithInfoPort() throws Exception {
        String golden = PBUF + "0a1b" + S + "1000188a7d";
        MasterInfo master = MasterInfo.of(SERVER, 16010);

        assertThat(hex(master.toBytes())).isEqualTo(golden);
        assertThat(MasterInfo.parse(bytes(golden))).isEqualTo(master);
    }

    @Test
    void openMeta() throws Exception {
        String golden = PBUF + "0a1b" + S + "10001803";

        assertThat(hex(MetaRegionServer.open(SERVER).toBytes())).isEqualTo(golden);
        assertThat(MetaRegionServer.parse(bytes(golden))).isEqualTo(MetaRegionServer.open(SERVER));
    }

    @Test
    void metaWithoutStateIsOpen() throws Exception {
        assertThat(MetaRegionServer.parse(bytes(PBUF + "0a1b" + S + "1000"))).isEqualTo(MetaRegionServer.open(SERVER));
    }

    @Test
    void metaInTheFormsBeforeProtobuf() throws Exception {
        byte[] versioned = bytes("00007273312e6578616d706c652e6f72672c31363032302c31373030303030303030303030");
        byte[] text = "rs1.example.org,16020,1700000000000".getBytes(StandardCharsets.UTF_8);
        byte[] oldest = "rs1.example.org:16020".getBytes(StandardCharsets.UTF_8);

        assertThat(MetaRegionServer.parse(versioned).server()).isEqualTo(SERVER);
        assertThat(MetaRegionServer.parse(text).server()).isEqualTo(SERVER);
        assertThat(MetaRegionServer.parse(oldest).server()).isEqualTo(new ServerName("rs1.example.org", 16020, -1));
    }

    @Test
    void unknownFieldsAreSkipped() throws Exception {
        String withAll = PBUF + "0801" + "121b" + S + "2005" + "2a0161" + "3100000000000000ff" + "3d000000ff";

        assertThat(SplitLogTask.parse(bytes(withAll)))
                .isEqualTo(SplitLogTask.of(State.OWNED, SERVER, Generation.HBASE_2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff",
                "ff000000",
                "ff7fffffff00",
                "ffffffffff00",
                "50425546",
                "504255460801",
                "5042554608",
                "504255460805121b" + S,
                "5042554608011264",
                "504255460801121b0a0f7273",
                "5042554608ffffffffffffffffffffff01",
                "50425546080112020801",
                "5042554607",
                "6f776e6564",
                "6f776e656420",
                "6f776e656420712c312c",
            })
    void damagedTasksAreRefused(String stored) {
        assertThatThrownBy(() -> SplitLogTask.parse(bytes(stored))).isInstanceOf(UnreadableValueException.class);
    }

    @Test
    void everyPrefixOfATaskIsRefused() {
        byte[] whole = SplitLogTask.of(State.DONE, SERVER, Generation.HBASE_2).toBytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] prefix = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> SplitLogTask.parse(prefix)).isInstanceOf(UnreadableValueException.class);
        }
    }

    @Test
    void anErrorNamesItsPath() {
        assertThat(new UnreadableValueException("bad").at("/hbase/master")).hasMessage("/hbase/master: bad");
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
