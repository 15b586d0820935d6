package io.coordkit.core.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads ZooKeeper's "jute" binary encoding from a byte array: big-endian numbers, strings and buffers behind an int length
 * (−1 means null), vectors behind an int count. Every length is checked against the bytes that are there before anything is
 * allocated. Not thread-safe; reads do not copy the array.
 */
public final class JuteReader {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;

    /** Reads {@code length} bytes of {@code bytes} from {@code offset}. */
    public JuteReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    /** Reads all of {@code bytes}. */
    public JuteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Bytes not read yet. */
    public int remaining() {
        return end - position;
    }

    /** Reads one byte; zero is false and anything else true. */
    public boolean readBoolean() throws MalformedRecordException {
        require(1);
        return bytes[position++] != 0;
    }

    /** Reads four bytes, big-endian. */
    public int readInt() throws MalformedRecordException {
        require(4);
        int value = (int) INT.get(bytes, position);
        position += 4;
        return value;
    }

    /** The four bytes that {@link #readInt()} would read, without reading them. */
    public int peekInt() throws MalformedRecordException {
        require(4);
        return (int) INT.get(bytes, position);
    }

    /** Reads eight bytes, big-endian. */
    public long readLong() throws MalformedRecordException {
        require(8);
        long value = (long) LONG.get(bytes, position);
        position += 8;
        return value;
    }

    /** Reads a string, or null. Ill-formed UTF-8 becomes replacement characters, as in the reference. */
    public @Nullable String readNullableString() throws MalformedRecordException {
        int length = readLength();
        if (length < 0) {
            return null;
        }
        String value = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return value;
    }

    /** Reads a string that the protocol never leaves out; null is malformed. */
    public String readString() throws MalformedRecordException {
        String value = readNullableString();
        if (value == null) {
            throw new MalformedRecordException("null where a string is required");
        }
        return value;
    }

    /** Reads a buffer, or null: the protocol tells null from empty. */
    public byte @Nullable [] readBuffer() throws MalformedRecordException {
        int length = readLength();
        if (length < 0) {
            return null;
        }
        byte[] value = new byte[length];
        System.arraycopy(bytes, position, value, 0, length);
        position += length;
        return value;
    }

    /**
     * Reads the count of a vector, −1 for a null one; bounded by the bytes that are left, one per element at least. Any other
     * negative count is 0, as the reference reads it.
     */
    public int readCount() throws MalformedRecordException {
        int count = readInt();
        if (count > remaining()) {
            throw new MalformedRecordException("vector count " + count + " with " + remaining() + " bytes left");
        }
        return count < -1 ? 0 : count;
    }

    /** Reads a vector of strings; a null vector is malformed. */
    public List<String> readStrings() throws MalformedRecordException {
        int count = readCount();
        if (count < 0) {
            throw new MalformedRecordException("null where a vector is required");
        }
        List<String> values = new ArrayList<>(Math.min(count, remaining() / 4));
        for (int i = 0; i < count; i++) {
            values.add(readString());
        }
        return values;
    }

    private int readLength() throws MalformedRecordException {
        int length = readInt();
        if (length < -1 || length > remaining()) {
            throw new MalformedRecordException("length " + length + " with " + remaining() + " bytes left");
        }
        return length;
    }

    private void require(int count) throws MalformedRecordException {
        if (end - position < count) {
            throw new MalformedRecordException(count + " bytes expected, " + (end - position) + " left");
        }
    }
}
