package io.coordkit.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.storage.LogAppender;
import io.coordkit.core.storage.LogBatch;
import io.coordkit.core.storage.LogOptions;
import io.coordkit.core.storage.LogReader;
import io.coordkit.core.storage.LogRecovery;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.TxnLog.TxnIterator;
import org.apache.zookeeper.server.persistence.Util;
import org.apache.zookeeper.txn.SetDataTxn;
import org.apache.zookeeper.txn.TxnDigest;
import org.apache.zookeeper.txn.TxnHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apache ZooKeeper's own log class reads what we write, and we read what it writes. */
class ApacheLogTest {
    private static final long EPOCH_2 = 2L << 32;

    @TempDir
    Path directory;

    private static TxnHeader header(long zxid) {
        return new TxnHeader(0x1234, (int) zxid, zxid, 1_700_000_000_000L, OpCode.setData);
    }

    private static SetDataTxn body(long zxid) {
        byte[] data = new byte[(int) (zxid % 300)];
        Arrays.fill(data, (byte) zxid);
        return new SetDataTxn("/node-" + zxid, data, (int) zxid);
    }

    private static byte[] payload(long zxid) throws IOException {
        return Util.marshallTxnEntry(header(zxid), body(zxid), new TxnDigest(2, zxid * 31));
    }

    private static void theirsAppends(FileTxnLog log, long... zxids) throws IOException {
        for (long zxid : zxids) {
            log.append(new Request(header(zxid), body(zxid), new TxnDigest(2, zxid * 31)));
        }
    }

    private static LogBatch batch(long... zxids) throws IOException {
        LogBatch batch = new LogBatch();
        for (long zxid : zxids) {
            byte[] payload = payload(zxid);
            batch.add(zxid, payload, 0, payload.length);
        }
        return batch;
    }

    private LogRecovery ours() {
        return new LogRecovery(DiskFileIo.open(directory, false), LogOptions.DEFAULT_PAYLOAD_BYTES_MAX);
    }

    private LogAppender ourAppender(LogOptions options, long lastZxid) {
        return new LogAppender(DiskFileIo.open(directory, false), options, lastZxid);
    }

    private List<Long> readByUs(long from) throws IOException {
        List<Long> zxids = new ArrayList<>();
        try (LogReader reader = ours().read(from)) {
            while (reader.next()) {
                int end = reader.offset() + reader.length();
                assertThat(Arrays.copyOfRange(reader.buffer(), reader.offset(), end))
                        .isEqualTo(payload(reader.zxid()));
                zxids.add(reader.zxid());
            }
        }
        return zxids;
    }

    private List<Long> readByThem(long from) throws IOException {
        List<Long> zxids = new ArrayList<>();
        FileTxnLog log = new FileTxnLog(directory.toFile());
        try (TxnIterator iterator = log.read(from)) {
            while (iterator.getHeader() != null) {
                long zxid = iterator.getHeader().getZxid();
                assertThat(iterator.getHeader()).isEqualTo(header(zxid));
                assertThat(iterator.getTxn()).isEqualTo(body(zxid));
                assertThat(iterator.getDigest().getTreeDigest()).isEqualTo(zxid * 31);
                zxids.add(zxid);
                if (!iterator.next()) {
                    break;
                }
            }
        } finally {
            log.close();
        }
        return zxids;
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void theyReadOurs() throws IOException {
        try (LogAppender appender = ourAppender(LogOptions.defaults(), 0)) {
            appender.append(batch(LongStream.rangeClosed(1, 700).toArray()));
            appender.roll();
            appender.append(batch(701, 702));
            appender.roll();
            appender.append(batch(EPOCH_2 + 1, EPOCH_2 + 2));
        }
        List<Long> all = new ArrayList<>(range(1, 702));
        all.addAll(List.of(EPOCH_2 + 1, EPOCH_2 + 2));
        assertThat(readByThem(1)).isEqualTo(all);
        assertThat(readByThem(650)).isEqualTo(all.subList(649, 704));
        assertThat(readByUs(1)).isEqualTo(all);
        assertThat(new FileTxnLog(directory.toFile()).getLastLoggedZxid()).isEqualTo(EPOCH_2 + 2);
        assertThat(directory.resolve("log.1")).hasSize(67_108_880);
    }

    @Test
    void weReadTheirs() throws IOException {
        FileTxnLog log = new FileTxnLog(directory.toFile());
        for (long zxid = 1; zxid <= 700; zxid++) {
            theirsAppends(log, zxid);
        }
        log.commit();
        log.rollLog();
        theirsAppends(log, 701, 702);
        log.rollLog();
        theirsAppends(log, EPOCH_2 + 1);
        log.commit();
        log.close();
        List<Long> all = new ArrayList<>(range(1, 702));
        all.add(EPOCH_2 + 1);
        assertThat(readByUs(1)).isEqualTo(all);
        assertThat(readByUs(702)).containsExactly(702L, EPOCH_2 + 1);
        assertThat(ours().lastZxid()).isEqualTo(EPOCH_2 + 1);
    }

    @Test
    void filesAreEqualByteForByte() throws IOException {
        try (LogAppender appender = ourAppender(LogOptions.defaults(), 0)) {
            appender.append(batch(1, 2, 3));
        }
        Path theirs = Files.createDirectory(directory.resolve("theirs"));
        FileTxnLog log = new FileTxnLog(theirs.toFile());
        theirsAppends(log, 1, 2, 3);
        log.commit();
        log.close();
        assertThat(Files.mismatch(directory.resolve("log.1"), theirs.resolve("log.1")))
                .isEqualTo(-1);
    }

    @Test
    void bothEndAtTheSameRecordWhereverTheLastOneIsTorn() throws IOException {
        try (LogAppender appender = ourAppender(new LogOptions(0, 0, true, 1 << 20), 0)) {
            appender.append(batch(1, 2, 3));
        }
        Path file = directory.resolve("log.1");
        Path whole = directory.resolve("whole");
        Files.copy(file, whole);
        long end = Files.size(file);
        for (long cut = end - 13 - payload(3).length; cut < end; cut++) {
            for (boolean zeroFill : new boolean[] {false, true}) {
                Files.copy(whole, file, StandardCopyOption.REPLACE_EXISTING);
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(cut);
                    if (zeroFill) {
                        channel.write(java.nio.ByteBuffer.allocate(1), end + 4096);
                    }
                }
                assertThat(readByThem(1)).as("torn at %d", cut).containsExactly(1L, 2L);
                assertThat(readByUs(1)).as("torn at %d", cut).containsExactly(1L, 2L);
                assertThat(ours().recover(1, (zxid, buffer, offset, length) -> {})
                                .lastZxid())
                        .isEqualTo(2);
                assertThat(readByThem(1)).as("recovered at %d", cut).containsExactly(1L, 2L);
            }
        }
    }

    @Test
    void eachGoesOnAfterTheOther() throws IOException {
        FileTxnLog log = new FileTxnLog(directory.toFile());
        theirsAppends(log, 1, 2);
        log.commit();
        log.close();
        try (LogAppender appender = ourAppender(LogOptions.defaults(), 2)) {
            appender.append(batch(3, 4));
        }
        FileTxnLog again = new FileTxnLog(directory.toFile());
        theirsAppends(again, 5, 6);
        again.commit();
        again.close();
        assertThat(readByUs(1)).isEqualTo(range(1, 6));
        assertThat(readByThem(1)).isEqualTo(range(1, 6));
    }

    @Test
    void theyReadWhatWeTruncated() throws IOException {
        try (LogAppender appender = ourAppender(LogOptions.defaults(), 0)) {
            appender.append(batch(1, 2, 3));
            appender.roll();
            appender.append(batch(4, 5));
            appender.truncate(2);
            assertThat(readByThem(1)).containsExactly(1L, 2L);
            appender.append(batch(EPOCH_2 + 1));
        }
        assertThat(readByThem(1)).containsExactly(1L, 2L, EPOCH_2 + 1);
        assertThat(new File(directory.toFile(), "log.4")).doesNotExist();
    }

    @Test
    void weReadWhatTheyTruncated() throws IOException {
        FileTxnLog log = new FileTxnLog(directory.toFile());
        theirsAppends(log, 1, 2, 3);
        log.commit();
        log.truncate(2);
        log.close();
        assertThat(readByUs(1)).containsExactly(1L, 2L);
    }
}
