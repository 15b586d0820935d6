package io.coordkit.sim.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.HardStateFile;
import io.coordkit.core.storage.RecentLog;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.tree.TreeOptions;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DataDirectoryTest {
    private static final byte[] PLAUSIBLE = {'Z', 'K', 'S', 'N', 0, 0, 0, 0, 0, 1, '/'};

    private final SimDisk files = new SimDisk(5);
    private final DataDirectory directory = new DataDirectory(files, files);

    private static void put(SimDisk disk, String name, byte[] content) {
        try (FileHandle file = disk.create(name)) {
            file.append(content, 0, content.length);
        }
    }

    private static void refuses(DataDirectory directory, String message) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> directory.check(false))
                .withMessageContaining(message);
    }

    @Test
    void offersPlausibleSnapshotsNewestFirst() {
        put(files, "snapshot.9", PLAUSIBLE);
        put(files, "snapshot.10", PLAUSIBLE);
        put(files, "snapshot.11", new byte[20]);
        put(files, "snapshot.12", new byte[0]);
        put(files, "snapshot.13.gz", new byte[] {0x1f, (byte) 0x8b, 8});
        put(files, "snapshot.14.gz", PLAUSIBLE);
        put(files, "snapshot.15.snappy", new byte[] {(byte) 0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0, 0});
        put(files, "tmp.snapshot.16", PLAUSIBLE);
        assertThat(directory.snapshotCandidates())
                .containsExactly("snapshot.15.snappy", "snapshot.13.gz", "snapshot.10", "snapshot.9");
        directory.check(false);
        directory.deleteTemporaries();
        assertThat(files.exists("tmp.snapshot.16")).isFalse();
        assertThat(directory.snapshots()).hasSize(7);
    }

    @Test
    void saysThatNoSnapshotCanBeRead() {
        put(files, "snapshot.13.gz", new byte[] {0x1f, (byte) 0x8b, 8});
        StateRecovery recovery = new StateRecovery(directory, TreeOptions.DEFAULT, 1000, RecentLog.Limits.NONE);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> recovery.recover(StateRecovery.Trust.USUAL))
                .withMessage("snapshot.13.gz: none of the 1 snapshots can be read; restore one first");
    }

    @Test
    void startsFromAnEmptyDirectoryOnly() {
        assertThat(directory.isEmpty()).isTrue();
        assertThatCode(() -> directory.check(false)).doesNotThrowAnyException();
        put(files, "log.1", new byte[16]);
        assertThat(directory.isEmpty()).isFalse();
        refuses(directory, "log.1: logs without any snapshot");
        assertThatCode(() -> directory.check(true)).doesNotThrowAnyException();
    }

    @Test
    void refusesWhenNoSnapshotCanBeRead() {
        put(files, "snapshot.9", new byte[3]);
        refuses(directory, "snapshot.9: none of the 1 snapshots can be read");
    }

    @Test
    void refusesFilesInTheWrongDirectory() {
        SimDisk logs = new SimDisk(6);
        DataDirectory separate = new DataDirectory(files, logs);
        put(logs, "snapshot.9", PLAUSIBLE);
        refuses(separate, "snapshot in the log directory");
        put(files, "log.1", new byte[16]);
        refuses(separate, "log file in the snapshot directory");
    }

    @Test
    void purgesFiles() {
        for (int i = 0; i < 5; i++) {
            put(files, "snapshot." + i, PLAUSIBLE);
            put(files, "log." + (i + 1), new byte[16]);
        }
        assertThat(directory.purge(3).logs()).containsExactly("log.1");
        assertThat(files.list())
                .containsExactly("log.2", "log.3", "log.4", "log.5", "snapshot.2", "snapshot.3", "snapshot.4");
    }

    @Test
    void keepsEpochsAsDecimalTextThroughACrash() {
        HardStateFile state = new HardStateFile(files);
        assertThat(state.acceptedEpoch()).isEmpty();
        state.saveAcceptedEpoch(12);
        state.saveCurrentEpoch(11);
        files.crash();
        assertThat(Records.content(files, "acceptedEpoch")).isEqualTo("12".getBytes(StandardCharsets.US_ASCII));
        assertThat(state.recover(0xb_0000_0005L)).isEqualTo(new HardStateFile.Epochs(12, 11));
        put(files, "currentEpoch", "12\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(state.currentEpoch()).hasValue(12);
    }

    @Test
    void createsMissingEpochsFromTheLastZxid() {
        HardStateFile state = new HardStateFile(files);
        assertThat(state.recover(0x7_0000_0001L)).isEqualTo(new HardStateFile.Epochs(7, 7));
        assertThat(state.currentEpoch()).hasValue(7);
        assertThat(state.acceptedEpoch()).hasValue(7);
    }

    @Test
    void raisesACurrentEpochThatWasNotSavedInTime() {
        HardStateFile state = new HardStateFile(files);
        state.saveAcceptedEpoch(8);
        state.saveCurrentEpoch(6);
        assertThat(state.recover(0x7_0000_0001L)).isEqualTo(new HardStateFile.Epochs(8, 7));
        assertThat(state.currentEpoch()).hasValue(7);
        state.saveCurrentEpoch(6);
        put(files, "currentEpoch.tmp", "8".getBytes(StandardCharsets.US_ASCII));
        assertThat(state.recover(0x7_0000_0001L)).isEqualTo(new HardStateFile.Epochs(8, 7));
        state.saveAcceptedEpoch(6);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> state.recover(0x7_0000_0001L))
                .withMessageContaining("acceptedEpoch: epoch 6 is less than the current epoch 7");
    }

    @Test
    void startsAfterACrashThatLeftHalfAnEpoch() {
        HardStateFile state = new HardStateFile(files);
        state.saveAcceptedEpoch(8);
        state.saveCurrentEpoch(6);
        put(files, "currentEpoch.tmp", new byte[0]);
        put(files, "acceptedEpoch.tmp", new byte[] {'x'});
        assertThat(state.recover(0x7_0000_0001L)).isEqualTo(new HardStateFile.Epochs(8, 7));
    }

    @Test
    void refusesAnEpochFileWithoutANumber() {
        put(files, "acceptedEpoch", new byte[0]);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> new HardStateFile(files).acceptedEpoch())
                .withMessageContaining("acceptedEpoch: holds no epoch number");
    }
}
