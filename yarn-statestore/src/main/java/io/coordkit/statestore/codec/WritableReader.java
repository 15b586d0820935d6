package io.coordkit.statestore.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the variable-length numbers of Hadoop's Writable format (WritableUtils). */
public final class WritableReader {

    private final byte[] bytes;
    private int position;

    public WritableReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A number: one byte for -112 to 127, else a byte for sign and length and the magnitude, high byte first. */
    public long vlong() {
        byte first = next();
        if (first >= -112) {
            return first;
        }
        boolean negative = first < -120;
        int length = negative ? -120 - first : -112 - first;
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = (value << 8) | (next() & 0xff);
        }
        return negative ? ~value : value;
    }

    /** A number that must fit into 32 bits. */
    public int vint() {
        long value = vlong();
        if (value != (int) value) {
            throw new ProtoFormatException(value + " where a 32-bit number belongs");
        }
        return (int) value;
    }

    public byte[] bytes(int length) {
        if (length < 0 || length > bytes.length - position) {
            throw new ProtoFormatException(length + " bytes announced where " + (bytes.length - position) + " remain");
        }
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /** A text: its length in bytes, then UTF-8. */
    public String text() {
        return new String(bytes(vint()), StandardCharsets.UTF_8);
    }

    /** A number of eight bytes, high byte first. */
    public long int64() {
        return ByteBuffer.wrap(bytes(Long.BYTES)).getLong();
    }

    private byte next() {
        if (position == bytes.length) {
            throw new ProtoFormatException("record ends inside a number");
        }
        return bytes[position++];
    }
}
