package io.coordkit.cli.files;

import io.coordkit.core.storage.Compression;
import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.LogAppender;
import io.coordkit.core.storage.LogBatch;
import io.coordkit.core.storage.LogOptions;
import io.coordkit.core.storage.SnapshotFileWriter;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.SnapshotEncoder;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.OpCode;
import io.coordkit.server.storage.CompressedSnapshots;
import io.coordkit.server.storage.DiskFileIo;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Data directories as servers write them: one transaction a second from the first one on, each of session 0x10 + its zxid. */
public final class LogFixture {

    /** When transaction 0 would have been: 2026-11-23T10:00:00Z. */
    public static final long START_MS = 1_795_428_000_000L;

    private static final LogOptions LOG_OPTIONS = new LogOptions(0, 0, true, 1 << 20);

    private final DiskFileIo files;

    public LogFixture(Path directory) {
        this.files = DiskFileIo.open(directory, true);
    }

    /** Writes one log file. */
    public Path log(long firstZxid, Txn... txns) {
        LogBatch batch = new LogBatch();
        for (int i = 0; i < txns.length; i++) {
            byte[] payload = payload(firstZxid + i, txns[i]);
            batch.add(firstZxid + i, payload, 0, payload.length);
        }
        try (LogAppender appender = new LogAppender(files, LOG_OPTIONS, firstZxid - 1)) {
            appender.append(batch);
        }
        return files.directory().resolve(DataDirectory.logName(firstZxid));
    }

    /** Writes the snapshot of a newborn tree with these transactions applied. */
    public Path snapshot(long firstZxid, Txn... txns) {
        return snapshot(Compression.NONE, firstZxid, txns);
    }

    /** The same, compressed. */
    public Path snapshot(Compression compression, long firstZxid, Txn... txns) {
        DataTree tree = DataTree.newborn(TreeOptions.DEFAULT);
        for (int i = 0; i < txns.length; i++) {
            tree.apply(header(firstZxid + i), txns[i]);
        }
        DataDirectory directory = new DataDirectory(files, files, new CompressedSnapshots(compression));
        SnapshotEncoder encoder = new SnapshotEncoder(tree);
        try (SnapshotFileWriter file = SnapshotFileWriter.start(directory, encoder.zxid())) {
            while (!encoder.isDone()) {
                JuteWriter chunk = encoder.nextChunk(1 << 20);
                file.write(chunk.array(), 0, chunk.length());
            }
            file.commit();
        }
        return files.directory()
                .resolve(directory.snapshots().get(directory.snapshots().size() - 1));
    }

    private static TxnHeader header(long zxid) {
        return new TxnHeader(0x10 + zxid, 1, zxid, START_MS + 1000 * (zxid & 0xffff));
    }

    private static byte[] payload(long zxid, Txn txn) {
        JuteWriter out = new JuteWriter(256);
        TxnCodec.write(out, header(zxid), txn);
        return Arrays.copyOf(out.array(), out.length());
    }

    public static Txn create(String path, String data) {
        return new Txn.Create(OpCode.CREATE, path, data.getBytes(StandardCharsets.UTF_8), Acl.OPEN, false, -1, 0);
    }

    public static Txn set(String path, String data, int version) {
        return new Txn.SetData(OpCode.SET_DATA, path, data.getBytes(StandardCharsets.UTF_8), version);
    }

    /** Turns one byte of a file into another. */
    public static void damage(Path file, long offset) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(offset);
            int former = bytes.read();
            bytes.seek(offset);
            bytes.write(former ^ 0x55);
        }
    }

    /** Cuts a file short by so many bytes. */
    public static void shorten(Path file, long bytes) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(open.length() - bytes);
        }
    }
}
