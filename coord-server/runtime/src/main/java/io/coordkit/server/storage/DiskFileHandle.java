package io.coordkit.server.storage;

import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Writes a file at a position of its own, so that zero fill may lie ahead of it. */
final class DiskFileHandle implements FileHandle {
    /** The JDK copies heap arrays to a cached direct buffer of the length written; pieces keep that one small. */
    private static final int PIECE_BYTES = 256 << 10;

    private final Path path;
    private final FileChannel channel;
    private long position;
    private long size;

    DiskFileHandle(Path path, FileChannel channel, long size) {
        this.path = path;
        this.channel = channel;
        this.position = size;
        this.size = size;
    }

    @Override
    public String name() {
        return path.getFileName().toString();
    }

    @Override
    public void append(byte[] bytes, int offset, int length) {
        ByteBuffer source = ByteBuffer.wrap(bytes, offset, length);
        int end = offset + length;
        long at = position;
        try {
            while (source.position() < end) {
                source.limit(Math.min(end, source.position() + PIECE_BYTES));
                at += channel.write(source, at);
            }
        } catch (IOException e) {
            throw failure("cannot write at offset " + at, e);
        }
        position = at;
        size = Math.max(size, position);
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void extendTo(long newSize) {
        if (newSize <= size) {
            return;
        }
        try {
            ByteBuffer zero = ByteBuffer.allocate(1);
            while (zero.hasRemaining()) {
                channel.write(zero, newSize - 1);
            }
            size = newSize;
        } catch (IOException e) {
            throw failure("cannot extend to " + newSize + " bytes", e);
        }
    }

    @Override
    public void truncate(long newSize) {
        try {
            channel.truncate(newSize);
        } catch (IOException e) {
            throw failure("cannot cut to " + newSize + " bytes", e);
        }
        size = Math.min(size, newSize);
        position = Math.min(position, newSize);
    }

    @Override
    public void force() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw failure("cannot force to disk", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure("cannot close", e);
        }
    }

    private StorageException failure(String problem, IOException cause) {
        return DiskFileIo.failure(path, problem, cause);
    }
}
