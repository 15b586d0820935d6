package io.coordkit.server.storage;

import io.coordkit.core.storage.FileInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Reads a file through a small buffer: callers ask for single fields as often as for blocks. */
final class DiskFileInput implements FileInput {
    private static final int BUFFER_BYTES = 64 << 10;

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);

    DiskFileInput(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!buffer.hasRemaining() && !refill()) {
            return -1;
        }
        int n = Math.min(length, buffer.remaining());
        buffer.get(into, offset, n);
        return n;
    }

    private boolean refill() {
        buffer.clear();
        try {
            int n = channel.read(buffer);
            buffer.flip();
            return n > 0;
        } catch (IOException e) {
            throw DiskFileIo.failure(path, "cannot read", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw DiskFileIo.failure(path, "cannot close", e);
        }
    }
}
