package io.coordkit.server.client;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * A frame as an array, for readers that know nothing of Netty: the buffer's own array if it has one, else a copy in an array
 * that all sockets of a thread share. Valid until the next frame.
 */
final class FrameBytes {
    private static final int KEPT_BYTES_MAX = 1 << 16;

    private static final FastThreadLocal<byte[]> SHARED = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[KEPT_BYTES_MAX];
        }
    };

    private byte[] array = new byte[0];

    /** Takes {@code length} bytes; returns the offset at which they start in {@link #array}. */
    int take(ByteBuf bytes, int length) {
        if (bytes.hasArray()) {
            array = bytes.array();
            int offset = bytes.arrayOffset() + bytes.readerIndex();
            bytes.skipBytes(length);
            return offset;
        }
        array = length <= KEPT_BYTES_MAX ? SHARED.get() : new byte[length];
        bytes.readBytes(array, 0, length);
        return 0;
    }

    byte[] array() {
        return array;
    }
}
