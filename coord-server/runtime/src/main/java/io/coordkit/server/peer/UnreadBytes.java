package io.coordkit.server.peer;

import io.netty.buffer.ByteBuf;

/** Bytes of a link that have come and make no whole packet yet, as an array. */
final class UnreadBytes {
    private static final int CAPACITY_MIN = 1 << 13;

    /** What is larger is not kept for the next packets. */
    private static final int CAPACITY_KEPT = 1 << 20;

    private byte[] bytes = new byte[CAPACITY_MIN];
    private int start;
    private int end;

    /** Takes all that there is. */
    void add(ByteBuf more) {
        int count = more.readableBytes();
        if (end + count > bytes.length) {
            makeRoom(count);
        }
        more.readBytes(bytes, end, count);
        end += count;
    }

    /** The first {@code count} have become packets. */
    void skip(int count) {
        start += count;
        if (start == end) {
            start = 0;
            end = 0;
            if (bytes.length > CAPACITY_KEPT) {
                bytes = new byte[CAPACITY_MIN];
            }
        }
    }

    byte[] array() {
        return bytes;
    }

    int offset() {
        return start;
    }

    int length() {
        return end - start;
    }

    private void makeRoom(int count) {
        int length = length();
        byte[] target = length + count > bytes.length ? new byte[Math.max(length + count, bytes.length * 2)] : bytes;
        System.arraycopy(bytes, start, target, 0, length);
        bytes = target;
        start = 0;
        end = length;
    }
}
