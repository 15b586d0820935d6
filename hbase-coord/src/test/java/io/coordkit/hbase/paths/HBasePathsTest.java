package io.coordkit.hbase.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HBasePathsTest {
    private static final ServerName SERVER = new ServerName("RS1.example.org", 16020, 1700000000000L);

    @Test
    void defaults() {
        HBasePaths paths = HBasePaths.DEFAULT;

        assertThat(paths.regionServer(SERVER)).isEqualTo("/hbase/rs/rs1.example.org,16020,1700000000000");
        assertThat(paths.master()).isEqualTo("/hbase/master");
        assertThat(paths.backupMaster(SERVER)).isEqualTo("/hbase/backup-masters/rs1.example.org,16020,1700000000000");
        assertThat(paths.metaRegionServer()).isEqualTo("/hbase/meta-region-server");
        assertThat(paths.metaRegionServer(2)).isEqualTo("/hbase/meta-region-server-2");
        assertThat(paths.rescan()).isEqualTo("/hbase/splitWAL/RESCAN");
        assertThat(paths.running()).isEqualTo("/hbase/running");
        assertThat(paths.clusterId()).isEqualTo("/hbase/hbaseid");
    }

    @Test
    void baseAndSplitLogAreSettings() {
        HBasePaths paths = HBasePaths.DEFAULT.withBase("/prod/hbase").withSplitLog("splitlog");

        assertThat(paths.splitTask(SplitTaskName.ofWal("WALs/a"))).isEqualTo("/prod/hbase/splitlog/WALs%2Fa");
    }

    @Test
    void directoriesBeginWithTheBase() {
        assertThat(HBasePaths.DEFAULT.directories(Generation.HBASE_2))
                .containsExactly(
                        "/hbase",
                        "/hbase/rs",
                        "/hbase/draining",
                        "/hbase/table",
                        "/hbase/backup-masters",
                        "/hbase/master-maintenance",
                        "/hbase/splitWAL");
        assertThat(HBasePaths.DEFAULT.directories(Generation.HBASE_1))
                .contains("/hbase/region-in-transition", "/hbase/recovering-regions", "/hbase/table-lock");
    }

    @Test
    void taskNamesEncodeWhatIsEncodedAlready() {
        String wal = "WALs/rs1.example.org,16020,1-splitting/rs1.example.org%2C16020%2C1.1700000000000";
        SplitTaskName task = SplitTaskName.ofWal(wal);

        assertThat(task.node())
                .isEqualTo(
                        "WALs%2Frs1.example.org%2C16020%2C1-splitting%2Frs1.example.org%252C16020%252C1.1700000000000");
        assertThat(task.walPath()).isEqualTo(wal);
        assertThat(task.isRescan()).isFalse();
        assertThat(task.isMeta()).isFalse();
        assertThat(new SplitTaskName("RESCAN0000000001").isRescan()).isTrue();
        assertThat(SplitTaskName.ofWal("WALs/x/y.1.meta").isMeta()).isTrue();
        assertThat(new SplitTaskName("100%").walPath()).isEqualTo("100%");
    }

    @Test
    void serverNamesAreReadAsWritten() {
        assertThat(ServerName.of(SERVER.toString())).isEqualTo(SERVER);
        assertThat(SERVER.address()).isEqualTo("rs1.example.org:16020");
        assertThat(SERVER).isLessThan(new ServerName("rs1.example.org", 16020, 1700000000001L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a,1", "a,1,", "a,x,1", "a,1,x", ",1,1", "a,70000,1", "a,-1,1", "a,1,1,1", "a/b,1,1"})
    void otherTextsAreNoServerNames(String text) {
        assertThat(ServerName.find(text)).isEmpty();
        assertThatThrownBy(() -> ServerName.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "hbase", "/hbase/", "//hbase"})
    void otherBasesAreRefused(String base) {
        assertThatThrownBy(() -> HBasePaths.DEFAULT.withBase(base)).isInstanceOf(IllegalArgumentException.class);
    }
}
