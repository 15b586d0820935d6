package io.coordkit.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.stream.ChunkedNioFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The bytes of a file whose length was promised: one that ends before is an error, where Netty's class would read on for ever. */
final class PromisedFile extends ChunkedNioFile {
    private static final int CHUNK_BYTES = 64 << 10;

    private PromisedFile(FileChannel file, long length) throws IOException {
        super(file, 0, length, CHUNK_BYTES);
    }

    /** As long as it is now. */
    static PromisedFile open(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        return new PromisedFile(file, file.size());
    }

    @Override
    public @Nullable ByteBuf readChunk(ByteBufAllocator allocator) throws Exception {
        ByteBuf chunk = super.readChunk(allocator);
        if (chunk != null && !chunk.isReadable()) {
            chunk.release();
            throw new EOFException("the file has become shorter");
        }
        return chunk;
    }
}
