package io.coordkit.elector.data;

import java.nio.charset.StandardCharsets;

/** Reads protobuf fields one after the other; the caller skips what it does not know, as protobuf itself does. */
final class ProtoReader {
    static final int VARINT = 0;
    static final int LENGTH_DELIMITED = 2;

    private static final int FIXED64 = 1;
    private static final int START_GROUP = 3;
    private static final int END_GROUP = 4;
    private static final int FIXED32 = 5;
    private static final int NESTING_MAX = 100;

    private final byte[] bytes;
    private int position;

    ProtoReader(byte[] bytes) {
        this.bytes = bytes;
    }

    static int tag(int field, int wireType) {
        return field << 3 | wireType;
    }

    boolean hasMore() {
        return position < bytes.length;
    }

    int tag() {
        int tag = (int) varint();
        if (tag >>> 3 == 0) {
            throw malformed("field number 0");
        }
        return tag;
    }

    int int32() {
        return (int) varint();
    }

    String string() {
        int length = length();
        String value = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return value;
    }

    void skip(int tag) {
        skip(tag, 0);
    }

    private void skip(int tag, int depth) {
        switch (tag & 7) {
            case VARINT -> varint();
            case FIXED64 -> advance(8);
            case LENGTH_DELIMITED -> advance(length());
            case START_GROUP -> skipGroup(tag >>> 3, depth + 1);
            case FIXED32 -> advance(4);
            default -> throw malformed("wire type " + (tag & 7) + " out of place");
        }
    }

    private void skipGroup(int field, int depth) {
        if (depth > NESTING_MAX) {
            throw malformed("groups nested deeper than " + NESTING_MAX);
        }
        for (int tag = tag(); tag != tag(field, END_GROUP); tag = tag()) {
            skip(tag, depth);
        }
    }

    private int length() {
        int length = (int) varint();
        if (length < 0 || length > bytes.length - position) {
            throw malformed("length " + length + " exceeds the data");
        }
        return length;
    }

    private void advance(int count) {
        if (count > bytes.length - position) {
            throw malformed("truncated");
        }
        position += count;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (!hasMore()) {
                throw malformed("truncated");
            }
            byte next = bytes[position++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed("varint longer than ten bytes");
    }

    private MalformedDataException malformed(String why) {
        return new MalformedDataException("not a protobuf message: " + why + " at byte " + position);
    }
}
