package io.coordkit.sim.disk;

import static io.coordkit.sim.disk.Records.OPTIONS;
import static io.coordkit.sim.disk.Records.batch;
import static io.coordkit.sim.disk.Records.recover;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.LogAppender;
import io.coordkit.core.storage.LogRecovery;
import io.coordkit.core.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogRecoveryTest {
    private final SimDisk disk = new SimDisk(1);

    /** One file per argument, each with its records; closed and forced. */
    private void write(long[]... files) {
        for (long[] zxids : files) {
            try (LogAppender appender = new LogAppender(disk, OPTIONS, 0)) {
                appender.append(batch(zxids));
            }
        }
    }

    private static long[] zxids(long... zxids) {
        return zxids;
    }

    private void rewrite(String name, byte[] content) {
        try (FileHandle file = disk.create(name)) {
            file.append(content, 0, content.length);
        }
    }

    @Test
    void replaysFromTheWantedZxidAcrossFiles() {
        write(zxids(1, 2, 3), zxids(4, 5), zxids(6, 7));
        List<Long> seen = new ArrayList<>();
        LogRecovery.Recovered recovered =
                Records.recovery(disk).recover(5, (zxid, buffer, offset, length) -> seen.add(zxid));
        assertThat(seen).containsExactly(5L, 6L, 7L);
        assertThat(recovered).isEqualTo(new LogRecovery.Recovered(7, 3, List.of()));
        assertThat(Records.recovery(disk).lastZxid()).isEqualTo(7);
    }

    @Test
    void findsNothingInAnEmptyDirectoryOrAfterTheEnd() {
        assertThat(recover(disk, 1)).isEqualTo(new LogRecovery.Recovered(0, 0, List.of()));
        assertThat(Records.recovery(disk).lastZxid()).isZero();
        write(zxids(1, 2));
        assertThat(recover(disk, 9)).isEqualTo(new LogRecovery.Recovered(8, 0, List.of()));
    }

    @Test
    void cutsATornLastRecordWhereverItWasTorn() {
        write(zxids(1, 2), zxids(3, 4, 5));
        byte[] whole = Records.content(disk, "log.3");
        int end = recordsEnd(whole);
        int lastStart = end - Records.payload(5).length - 13;
        for (int cut = lastStart + 1; cut < end; cut++) {
            for (boolean zeroFill : new boolean[] {false, true}) {
                byte[] torn = Arrays.copyOf(Arrays.copyOf(whole, cut), zeroFill ? whole.length : cut);
                rewrite("log.3", torn);
                LogRecovery.Recovered recovered = recover(disk, 1);
                assertThat(recovered.lastZxid()).as("torn at %d", cut).isEqualTo(4);
                assertThat(Records.read(disk, 1)).containsExactly(1L, 2L, 3L, 4L);
                try (LogAppender appender = new LogAppender(disk, OPTIONS, 4)) {
                    appender.append(batch(5, 6));
                }
                assertThat(Records.read(disk, 1)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
                disk.delete("log.5");
            }
        }
    }

    private static int recordsEnd(byte[] file) {
        int end = file.length;
        while (file[end - 1] == 0) {
            end--;
        }
        return end;
    }

    @Test
    void neverTakesAFlippedBitForData() {
        write(zxids(1, 2, 3));
        byte[] whole = Records.content(disk, "log.1");
        int start = 16 + 13 + Records.payload(1).length;
        int end = start + 13 + Records.payload(2).length;
        for (int bit = start * 8; bit < end * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            rewrite("log.1", damaged);
            List<Long> seen = new ArrayList<>();
            try {
                seen.addAll(Records.read(disk, 1));
            } catch (StorageException refused) {
                assertThat(refused).hasMessageStartingWith("log.1: offset ");
                continue;
            }
            assertThat(seen).as("bit %d of the record", bit - start * 8).containsExactly(1L);
        }
    }

    @Test
    void namesFileOffsetAndZxidOfAWrongChecksum() {
        write(zxids(1), zxids(2, 3));
        int second = 16 + 13 + Records.payload(2).length;
        disk.flipBit("log.2", second + 12 + 31, 0);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> recover(disk, 1))
                .withMessage("log.2: offset %d: wrong checksum of the record that reads as zxid 0x3", second)
                .satisfies(e -> assertThat(e.fileName()).isEqualTo("log.2"));
    }

    @Test
    void boundsThePayloadLength() {
        write(zxids(1, 49));
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> new LogRecovery(disk, 40).recover(1, (zxid, buffer, offset, length) -> {}))
                .withMessageContaining("payload length 75 exceeds the maximum of 40");
        disk.flipBit("log.1", 16 + 8, 7);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> recover(disk, 1))
                .withMessageContaining("payload length -");
    }

    @Test
    void readsPastATornRecordWhosePlaceWasTakenByTheNextFile() {
        write(zxids(1, 2, 3));
        byte[] first = Records.content(disk, "log.1");
        rewrite("log.1", Arrays.copyOf(first, recordsEnd(first) - 1));
        write(zxids(3, 4));
        assertThat(recover(disk, 1).lastZxid()).isEqualTo(4);
        assertThat(Records.read(disk, 1)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void readsPastATornRecordThatANewEpochMadeObsolete() {
        write(zxids(1, 2, 3));
        byte[] first = Records.content(disk, "log.1");
        rewrite("log.1", Arrays.copyOf(first, recordsEnd(first) - 1));
        write(zxids(0x1_0000_0001L));
        assertThat(Records.read(disk, 1)).containsExactly(1L, 2L, 0x1_0000_0001L);
    }

    @Test
    void refusesATornRecordThatNothingReplaced() {
        write(zxids(1, 2, 3), zxids(4, 5));
        byte[] first = Records.content(disk, "log.1");
        rewrite("log.1", Arrays.copyOf(first, recordsEnd(first) - 1));
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> recover(disk, 1))
                .withMessageContaining("from zxid 0x2 to 0x4; what was in between is missing");
    }

    @Test
    void refusesAMissingFileInTheMiddleAndAfterTheSnapshot() {
        write(zxids(1, 2), zxids(3, 4), zxids(5, 6));
        disk.delete("log.3");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> recover(disk, 1))
                .withMessageContaining("from zxid 0x2 to 0x5");
        assertThat(recover(disk, 5).lastZxid()).isEqualTo(6);
        disk.delete("log.1");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> recover(disk, 4))
                .withMessageContaining("from zxid 0x3 to 0x5");
    }

    @Test
    void refusesZxidsThatGoBackAndToleratesRepeatedOnes() {
        write(zxids(1, 2, 2, 3), zxids(4));
        assertThat(Records.read(disk, 1)).containsExactly(1L, 2L, 2L, 3L, 4L);
        disk.rename("log.1", "log.5");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Records.read(disk, 4))
                .withMessageContaining("goes back from 0x4 to 0x1");
    }

    @Test
    void dropsALastFileThatHoldsNothing() {
        write(zxids(1, 2));
        byte[] header = Arrays.copyOf(Records.content(disk, "log.1"), 16);
        byte[] tornHeader = Arrays.copyOf(Arrays.copyOf(header, 5), 100);
        for (byte[] nothing : List.of(new byte[0], Arrays.copyOf(header, 15), header, tornHeader, new byte[100])) {
            rewrite("log.3", nothing);
            LogRecovery.Recovered recovered = recover(disk, 1);
            assertThat(recovered.lastZxid()).isEqualTo(2);
            assertThat(recovered.repairs()).singleElement().asString().startsWith("deleted log.3");
            assertThat(disk.list()).containsExactly("log.1");
        }
    }

    @Test
    void refusesAnEmptyFileElsewhereAndAForeignHeader() {
        write(zxids(1, 2), zxids(3));
        rewrite("log.1", new byte[0]);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> recover(disk, 1))
                .withMessageContaining("log.1: is no transaction log");
        rewrite("log.1", "this is the log of something else".getBytes(StandardCharsets.US_ASCII));
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> recover(disk, 1));
    }

    @Test
    void truncatesAtEveryZxid() {
        for (long zxid = 0; zxid <= 8; zxid++) {
            for (String name : disk.list()) {
                disk.delete(name);
            }
            write(zxids(1, 2, 3), zxids(4, 5), zxids(6, 7));
            Records.recovery(disk).truncate(zxid);
            long last = Math.min(zxid, 7);
            assertThat(Records.recovery(disk).lastZxid()).isEqualTo(last);
            assertThat(Records.read(disk.forcedCopy(), 1)).hasSize((int) last);
        }
    }

    @Test
    void truncatesToAZxidBetweenTwoRecords() {
        write(zxids(1, 2, 0x1_0000_0001L, 0x1_0000_0002L));
        Records.recovery(disk).truncate(7);
        assertThat(Records.read(disk, 1)).containsExactly(1L, 2L);
    }

    @Test
    void forcesWhatItReplayed() {
        try (LogAppender appender = new LogAppender(disk, OPTIONS, 0)) {
            appender.append(batch(1, 2));
            appender.force();
            appender.append(batch(3));
            // The process ends here; the machine, with its page cache, goes on.
            disk.kill();
        } catch (StorageException e) {
            assertThat(e).hasMessageContaining("after close or crash");
        }
        assertThat(recover(disk, 1).lastZxid()).isEqualTo(3);
        assertThat(Records.recovery(disk.forcedCopy()).lastZxid()).isEqualTo(3);
    }
}
