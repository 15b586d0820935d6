package io.coordkit.server.storage;

import io.coordkit.core.storage.Compression;
import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.FileInput;
import io.coordkit.core.storage.SnapshotCodec;
import io.coordkit.core.tree.SnapshotSource;
import io.coordkit.core.wire.MalformedRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.xerial.snappy.SnappyError;
import org.xerial.snappy.SnappyInputStream;
import org.xerial.snappy.SnappyOutputStream;

/**
 * Compresses snapshots and undoes it. Snappy's blocks are framed in the way of one library, which the reference uses, so it is
 * used here too.
 *
 * @param method how new files are compressed ({@code zookeeper.snapshot.compression.method})
 */
public record CompressedSnapshots(Compression method) implements SnapshotCodec {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Writers make chunks of 32 KiB; a longer one is damage, not something to allocate for. */
    private static final int SNAPPY_CHUNK_BYTES_MAX = 1 << 20;

    @Override
    public SnapshotSource source(Compression how, FileInput file) throws MalformedRecordException {
        if (how == Compression.NONE) {
            return file::read;
        }
        InputStream compressed = new FileStream(file);
        try {
            InputStream plain = how == Compression.GZIP
                    ? new GZIPInputStream(compressed, BUFFER_BYTES)
                    : new SnappyInputStream(compressed, SNAPPY_CHUNK_BYTES_MAX);
            return (into, offset, length) -> read(plain, into, offset, length);
        } catch (IOException | SnappyError e) {
            throw damaged(e);
        }
    }

    private static int read(InputStream plain, byte[] into, int offset, int length) throws MalformedRecordException {
        try {
            return plain.read(into, offset, length);
        } catch (IOException | SnappyError e) {
            throw damaged(e);
        }
    }

    private static MalformedRecordException damaged(Throwable cause) {
        return new MalformedRecordException("the compressed bytes are damaged: " + cause.getMessage());
    }

    @Override
    public Sink sink(FileHandle file) {
        try {
            return switch (method) {
                case NONE -> new Plain(file);
                case GZIP -> new Stream(new GZIPOutputStream(new HandleStream(file), BUFFER_BYTES));
                case SNAPPY -> new Stream(new SnappyOutputStream(new HandleStream(file)));
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The disk's refusals pass through a stream as they are, so no others are left. */
    private record Stream(OutputStream compressed) implements Sink {
        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                compressed.write(bytes, offset, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void finish() {
            try {
                compressed.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A file that stays open when the stream before it ends. */
    private static final class HandleStream extends OutputStream {
        private final FileHandle file;

        HandleStream(FileHandle file) {
            this.file = file;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            file.append(bytes, offset, length);
        }
    }

    private static final class FileStream extends InputStream {
        private final FileInput file;

        FileStream(FileInput file) {
            this.file = file;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return file.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return file.read(into, offset, length);
        }
    }
}
