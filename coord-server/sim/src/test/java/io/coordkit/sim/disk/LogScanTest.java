package io.coordkit.sim.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.LogAppender;
import io.coordkit.core.storage.LogScan;
import io.coordkit.core.storage.LogSlice;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.txn.Zxid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server that lags is sent from the log files: all that it lacks, or nothing. */
class LogScanTest {
    private static final long SECOND_EPOCH = Zxid.of(2, 1);

    private final SimDisk disk = new SimDisk(1);
    private final LogAppender appender = new LogAppender(disk, Records.OPTIONS, 0);

    /** Three files: 3 to 6, 7 to 9, and the second epoch. */
    @BeforeEach
    void fill() {
        appender.append(Records.batch(3, 4, 5, 6));
        appender.roll();
        appender.append(Records.batch(7, 8, 9));
        appender.roll();
        appender.append(Records.batch(SECOND_EPOCH, SECOND_EPOCH + 1));
        appender.force();
        try (FileHandle snapshot = disk.create("snapshot.2")) {
            snapshot.append(new byte[995], 0, 995);
            snapshot.append(new byte[] {0, 0, 0, 1, '/'}, 0, 5);
        }
    }

    private LogScan scan(long after, long upTo) {
        return new LogScan(new DataDirectory(disk, disk), Records.OPTIONS.payloadBytesMax(), after, upTo);
    }

    private static List<Long> readAll(LogScan scan, int bytesMin) {
        List<Long> zxids = new ArrayList<>();
        boolean more = true;
        while (more) {
            LogSlice slice = scan.next(bytesMin);
            slice.items().forEach(item -> {
                assertThat(item.payload()).isEqualTo(Records.payload(item.zxid()));
                zxids.add(item.zxid());
            });
            more = !slice.isLast();
        }
        scan.close();
        return zxids;
    }

    @Test
    void findsAndReadsWhatIsMissingAcrossFiles() {
        assertThat(scan(4, SECOND_EPOCH).search(1)).isEqualTo(4);
        assertThat(readAll(scan(4, SECOND_EPOCH), 1)).containsExactly(5L, 6L, 7L, 8L, 9L, SECOND_EPOCH);
        assertThat(readAll(scan(4, SECOND_EPOCH), 1 << 20)).containsExactly(5L, 6L, 7L, 8L, 9L, SECOND_EPOCH);
        assertThat(readAll(scan(6, 7), 1)).containsExactly(7L);
    }

    @Test
    void knowsWhatComesBeforeATransactionThatNobodyElseHas() {
        assertThat(scan(12, SECOND_EPOCH).search(1)).isEqualTo(9);
        assertThat(readAll(scan(12, SECOND_EPOCH), 1)).containsExactly(SECOND_EPOCH);
    }

    @Test
    void isOfNoUseWhereItDoesNotReach() {
        assertThat(scan(2, 7).search(1)).as("too old").isEqualTo(Zxid.UNKNOWN);
        assertThat(scan(4, SECOND_EPOCH + 7).search(1)).as("too new").isEqualTo(Zxid.UNKNOWN);
        assertThat(scan(4, 11).search(1)).as("not there").isEqualTo(Zxid.UNKNOWN);
    }

    @Test
    void isOfNoUseWhereASnapshotIsShorter() {
        int wanted = Records.payload(8).length + Records.payload(9).length;
        assertThat(scan(7, 9).search(wanted / 1000.0)).isEqualTo(7);
        assertThat(scan(7, 9).search((wanted - 1) / 1000.0)).isEqualTo(Zxid.UNKNOWN);
    }

    @Test
    void whatIsPurgedMeanwhileIsMissed() {
        LogScan scan = scan(4, 9);
        assertThat(scan.search(1)).isEqualTo(4);
        disk.delete("log.3");
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> scan.next(1));
    }
}
