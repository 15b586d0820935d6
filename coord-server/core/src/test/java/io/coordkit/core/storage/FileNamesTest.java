package io.coordkit.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
    @Test
    void areLowerCaseHexWithoutPadding() {
        assertThat(DataDirectory.logName(0x1_0000_00abL)).isEqualTo("log.1000000ab");
        assertThat(DataDirectory.snapshotName(0)).isEqualTo("snapshot.0");
        assertThat(DataDirectory.logZxid("log.1000000ab")).hasValue(0x1_0000_00abL);
        assertThat(DataDirectory.snapshotZxid("snapshot.7f00000001")).hasValue(0x7f_0000_0001L);
        assertThat(DataDirectory.snapshotZxid("snapshot.a.gz")).hasValue(10);
        assertThat(DataDirectory.snapshotZxid("snapshot.a.snappy")).hasValue(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"log.", "log.xyz", "log.-1", "log.1.gz", "log", "Log.1", "tmp.log.1", "log.00000000000000001"})
    void areNotSeenInOtherFiles(String name) {
        assertThat(DataDirectory.logZxid(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshot.", "snapshot.1.tmp", "tmp.snapshot.1", "snapshot.gz", "acceptedEpoch", "log.1"})
    void areNotSeenInOtherFilesBesideSnapshots(String name) {
        assertThat(DataDirectory.snapshotZxid(name)).isEmpty();
    }
}
