package io.coordkit.core.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes ZooKeeper's "jute" binary encoding into a byte array that grows. Meant to be reused: {@link #reset()} keeps the
 * array. Not thread-safe.
 */
public final class JuteWriter {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** A reused writer that once held more than this gives the memory back at the next reset. */
    private static final int KEPT_BYTES_MAX = 1 << 20;

    private final int initialBytes;
    private byte[] bytes;
    private int length;

    /** A writer whose array starts with {@code initialBytes} bytes. */
    public JuteWriter(int initialBytes) {
        this.initialBytes = initialBytes;
        this.bytes = new byte[initialBytes];
    }

    /** Forgets what was written. */
    public void reset() {
        length = 0;
        if (bytes.length > KEPT_BYTES_MAX) {
            bytes = new byte[initialBytes];
        }
    }

    /** The array that holds what was written, from index 0; valid until the next write. */
    public byte[] array() {
        return bytes;
    }

    /** Bytes written so far. */
    public int length() {
        return length;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Writes one byte, 1 or 0. */
    public JuteWriter writeBoolean(boolean value) {
        grow(1);
        bytes[length++] = (byte) (value ? 1 : 0);
        return this;
    }

    /** Writes four bytes, big-endian. */
    public JuteWriter writeInt(int value) {
        grow(4);
        INT.set(bytes, length, value);
        length += 4;
        return this;
    }

    /** Writes eight bytes, big-endian. */
    public JuteWriter writeLong(long value) {
        grow(8);
        LONG.set(bytes, length, value);
        length += 8;
        return this;
    }

    /** Overwrites the four bytes at {@code offset}, which were written before. */
    public void setInt(int offset, int value) {
        INT.set(bytes, offset, value);
    }

    /** Writes bytes as they are, without a length. */
    public JuteWriter writeRaw(byte[] source, int offset, int count) {
        grow(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
        return this;
    }

    /** Writes a buffer behind its length; null as length −1. */
    public JuteWriter writeBuffer(byte @Nullable [] value) {
        if (value == null) {
            return writeInt(-1);
        }
        writeInt(value.length);
        return writeRaw(value, 0, value.length);
    }

    /**
     * Writes a string behind its length in bytes; null as length −1. Each UTF-16 unit is encoded alone, as the reference
     * does, so that log bytes and digests of all servers agree: a character outside the BMP takes six bytes.
     */
    public JuteWriter writeString(@Nullable String value) {
        if (value == null) {
            return writeInt(-1);
        }
        int start = length;
        grow(4 + value.length() * 3);
        length += 4;
        writeUnits(value);
        setInt(start, length - start - 4);
        return this;
    }

    /** Writes a vector of strings behind its count. */
    public JuteWriter writeStrings(List<String> values) {
        writeInt(values.size());
        for (int i = 0; i < values.size(); i++) {
            writeString(values.get(i));
        }
        return this;
    }

    private void writeUnits(String value) {
        int at = length;
        for (int i = 0; i < value.length(); i++) {
            char unit = value.charAt(i);
            if (unit < 0x80) {
                bytes[at++] = (byte) unit;
            } else if (unit < 0x800) {
                bytes[at++] = (byte) (0xc0 | unit >> 6);
                bytes[at++] = (byte) (0x80 | unit & 0x3f);
            } else {
                bytes[at++] = (byte) (0xe0 | unit >> 12);
                bytes[at++] = (byte) (0x80 | unit >> 6 & 0x3f);
                bytes[at++] = (byte) (0x80 | unit & 0x3f);
            }
        }
        length = at;
    }

    private void grow(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, count)));
        }
    }
}
