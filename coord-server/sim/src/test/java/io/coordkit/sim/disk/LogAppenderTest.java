package io.coordkit.sim.disk;

import static io.coordkit.sim.disk.Records.OPTIONS;
import static io.coordkit.sim.disk.Records.batch;
import static io.coordkit.sim.disk.Records.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coordkit.core.storage.LogAppender;
import io.coordkit.core.storage.LogOptions;
import io.coordkit.core.storage.StorageException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Test;

class LogAppenderTest {
    private final SimDisk disk = new SimDisk(1);

    @Test
    void writesTheBytesOfTheFormat() {
        try (LogAppender appender = new LogAppender(disk, OPTIONS, 0)) {
            appender.append(batch(1));
            appender.force();
        }
        byte[] file = Records.content(disk, "log.1");
        byte[] payload = payload(1);
        Adler32 adler = new Adler32();
        adler.update(payload);
        assertThat(HexFormat.of().formatHex(file, 0, 16)).isEqualTo("5a4b4c47" + "00000002" + "0000000000000000");
        assertThat(ByteBuffer.wrap(file).getLong(16)).isEqualTo(adler.getValue());
        assertThat(ByteBuffer.wrap(file).getInt(24)).isEqualTo(39);
        assertThat(Arrays.copyOfRange(file, 28, 67)).isEqualTo(payload);
        assertThat(file[67]).isEqualTo((byte) 'B');
        assertThat(Arrays.copyOfRange(file, 68, file.length)).containsOnly(0);
    }

    @Test
    void writesAGoldenRecord() {
        try (LogAppender appender = new LogAppender(disk, new LogOptions(0, 0, true, 4096), 0)) {
            appender.append(batch(50));
        }
        assertThat(HexFormat.of().formatHex(Records.content(disk, "log.32")))
                .isEqualTo("5a4b4c47000000020000000000000000" + "0000000019660323" + "00000020" + "0000000000000010"
                        + "00000001" + "0000000000000032" + "0000018bcfe56832" + "00000005" + "42");
    }

    @Test
    void growsAFreshFileByTheStepBehindItsHeader() {
        try (LogAppender appender = new LogAppender(disk, LogOptions.defaults(), 0)) {
            appender.append(batch(1));
        }
        assertThat(disk.size("log.1")).isEqualTo(67_108_880);
    }

    @Test
    void growsAgainBeforeTheFillIsUsedUp() {
        try (LogAppender appender = new LogAppender(disk, OPTIONS, 0)) {
            for (int zxid = 1; zxid <= 1000; zxid++) {
                appender.append(batch(zxid));
            }
            assertThat(disk.size("log.1")).isGreaterThan(16 + appender.bytesAppended());
        }
        assertThat(Records.read(disk, 1)).hasSize(1000);
    }

    @Test
    void keepsEarlierRecordsWhenABatchIsLongerThanTheStep() {
        long[] zxids = new long[500];
        Arrays.setAll(zxids, i -> i + 1);
        try (LogAppender appender = new LogAppender(disk, new LogOptions(64, 0, true, 4096), 0)) {
            appender.append(batch(zxids));
        }
        assertThat(Records.read(disk, 1)).hasSize(500);
    }

    @Test
    void startsANewFileAfterARollAndAfterTheLimit() {
        try (LogAppender appender = new LogAppender(disk, new LogOptions(8192, 200, true, 4096), 0)) {
            appender.append(batch(1));
            appender.roll();
            appender.roll();
            appender.append(batch(2, 3, 4, 5, 6, 7, 8, 9));
        }
        assertThat(disk.list()).containsExactly("log.1", "log.2", "log.5", "log.8");
        assertThat(Records.read(disk, 1)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void leavesARepeatedZxidInTheFileOfTheFirst() {
        try (LogAppender appender = new LogAppender(disk, OPTIONS, 0)) {
            appender.append(batch(1, 2));
            appender.roll();
            appender.append(batch(2, 3));
        }
        assertThat(disk.list()).containsExactly("log.1");
        assertThat(Records.read(disk, 1)).containsExactly(1L, 2L, 2L, 3L);
    }

    @Test
    void neverOverwritesALogAndNeverGoesBack() {
        try (LogAppender first = new LogAppender(disk, OPTIONS, 0)) {
            first.append(batch(1));
        }
        try (LogAppender second = new LogAppender(disk, OPTIONS, 0)) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> second.append(batch(1)))
                    .withMessageContaining("log.1: exists already");
        }
        try (LogAppender third = new LogAppender(disk, OPTIONS, 9)) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> third.append(batch(8)))
                    .withMessageContaining("goes back from 0x9");
        }
    }

    @Test
    void makesRecordsAndTheNameDurableWithForceAndNotBefore() {
        try (LogAppender appender = new LogAppender(disk, OPTIONS, 0)) {
            appender.append(batch(1, 2));
            assertThat(disk.forcedCopy().list()).isEmpty();
            appender.force();
            assertThat(Records.read(disk.forcedCopy(), 1)).containsExactly(1L, 2L);
            appender.append(batch(3));
            assertThat(Records.read(disk.forcedCopy(), 1)).containsExactly(1L, 2L);
            long before = disk.forces();
            appender.force();
            appender.force();
            assertThat(disk.forces()).isEqualTo(before + 1);
        }
        assertThat(Records.read(disk.forcedCopy(), 1)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void forcesTheOldFileWhenItRolls() {
        try (LogAppender appender = new LogAppender(disk, OPTIONS, 0)) {
            appender.append(batch(1));
            appender.roll();
            appender.append(batch(2));
            appender.force();
        }
        assertThat(Records.read(disk.forcedCopy(), 1)).containsExactly(1L, 2L);
    }

    @Test
    void doesNothingMoreAfterAFailedForce() {
        LogAppender appender = new LogAppender(disk, OPTIONS, 0);
        appender.append(batch(1));
        disk.failForcesAfter(0);
        assertThatExceptionOfType(StorageException.class).isThrownBy(appender::force);
        disk.failForcesAfter(Long.MAX_VALUE);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(appender::force)
                .withMessageContaining("earlier failure");
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> appender.append(batch(2)));
        appender.close();
        assertThat(disk.forcedCopy().list()).isEmpty();
    }

    @Test
    void forcesNothingWhereThatIsSwitchedOff() {
        try (LogAppender appender = new LogAppender(disk, new LogOptions(0, 0, false, 4096), 0)) {
            appender.append(batch(1, 2));
            appender.force();
        }
        assertThat(disk.forces()).isZero();
        assertThat(Records.read(disk, 1)).containsExactly(1L, 2L);
        assertThat(disk.forcedCopy().list()).isEmpty();
    }

    @Test
    void leavesATornRecordOnAFullDiskThatRecoveryCuts() {
        LogAppender appender = new LogAppender(disk, OPTIONS, 0);
        appender.append(batch(1));
        appender.force();
        disk.fillUpAfter(30);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> appender.append(batch(2)))
                .withMessageContaining("full disk");
        appender.close();
        assertThat(Records.recover(disk, 1).repairs()).containsExactly("cut a torn record off log.1 at offset 68");
        assertThat(Records.read(disk, 1)).containsExactly(1L);
    }

    @Test
    void truncatesAndGoesOn() {
        try (LogAppender appender = new LogAppender(disk, OPTIONS, 0)) {
            appender.append(batch(1, 2, 3));
            appender.roll();
            appender.append(batch(4, 5));
            appender.truncate(2);
            assertThat(appender.lastZxid()).isEqualTo(2);
            appender.append(batch(3, 0x1_0000_0001L));
        }
        assertThat(disk.list()).containsExactly("log.1", "log.3");
        assertThat(Records.read(disk, 1)).containsExactly(1L, 2L, 3L, 0x1_0000_0001L);
    }
}
