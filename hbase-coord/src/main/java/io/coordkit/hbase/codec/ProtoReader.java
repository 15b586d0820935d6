package io.coordkit.hbase.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads a protobuf message field by field. Fields unknown to the caller are skipped, so that a newer writer's additions
 * do no harm; a message that ends in the middle of a field is an error.
 */
final class ProtoReader {
    static final int VARINT = 0;
    static final int DELIMITED = 2;
    private static final int FIXED64 = 1;
    private static final int FIXED32 = 5;
    private static final int VARINT_BITS = 70;

    private final ByteBuffer in;
    private int wireType;

    ProtoReader(ByteBuffer in) {
        this.in = in;
    }

    /** Moves to the next field; its number, or 0 at the end. The caller reads or skips the field. */
    int next() throws UnreadableValueException {
        if (!in.hasRemaining()) {
            return 0;
        }
        long tag = rawVarint();
        long field = tag >>> 3;
        if (field <= 0 || field > Integer.MAX_VALUE) {
            throw new UnreadableValueException("protobuf field number " + field);
        }
        wireType = (int) (tag & 7);
        return (int) field;
    }

    long varint() throws UnreadableValueException {
        require(VARINT);
        return rawVarint();
    }

    String string() throws UnreadableValueException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    byte[] bytes() throws UnreadableValueException {
        byte[] bytes = new byte[length()];
        in.get(bytes);
        return bytes;
    }

    boolean bool() throws UnreadableValueException {
        return varint() != 0;
    }

    /** Whether the field just reached is a number, for the one field that two generations use differently. */
    boolean isVarint() {
        return wireType == VARINT;
    }

    ProtoReader message() throws UnreadableValueException {
        int length = length();
        ByteBuffer nested = in.slice(in.position(), length);
        in.position(in.position() + length);
        return new ProtoReader(nested);
    }

    void skip() throws UnreadableValueException {
        int bytes =
                switch (wireType) {
                    case VARINT -> {
                        rawVarint();
                        yield 0;
                    }
                    case DELIMITED -> length();
                    case FIXED64 -> Long.BYTES;
                    case FIXED32 -> Integer.BYTES;
                    default -> throw new UnreadableValueException("protobuf wire type " + wireType);
                };
        if (bytes > in.remaining()) {
            throw new UnreadableValueException("a protobuf field ends after the message");
        }
        in.position(in.position() + bytes);
    }

    private int length() throws UnreadableValueException {
        require(DELIMITED);
        long length = rawVarint();
        if (length < 0 || length > in.remaining()) {
            throw new UnreadableValueException("a protobuf field of " + length + " bytes, " + in.remaining() + " left");
        }
        return (int) length;
    }

    private void require(int expected) throws UnreadableValueException {
        if (wireType != expected) {
            throw new UnreadableValueException("protobuf wire type " + wireType + " where " + expected + " belongs");
        }
    }

    private long rawVarint() throws UnreadableValueException {
        long value = 0;
        for (int shift = 0; shift < VARINT_BITS; shift += 7) {
            if (!in.hasRemaining()) {
                throw new UnreadableValueException("the protobuf message is cut off");
            }
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new UnreadableValueException("a protobuf number of more than ten bytes");
    }
}
