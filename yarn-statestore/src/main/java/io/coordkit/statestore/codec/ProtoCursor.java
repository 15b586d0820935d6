package io.coordkit.statestore.codec;

/** Walks over the fields of one protobuf message (the wire format of protobuf 2 and 3, groups excluded). */
final class ProtoCursor {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int DELIMITED = 2;
    static final int FIXED32 = 5;

    private final byte[] bytes;
    private final int end;
    private int position;

    ProtoCursor(byte[] bytes, int position, int end) {
        this.bytes = bytes;
        this.position = position;
        this.end = end;
    }

    boolean atEnd() {
        return position == end;
    }

    /** Reads tag and value of the next field. */
    ProtoMessage.Field next() {
        int start = position;
        long tag = varint();
        int wireType = (int) (tag & 7);
        long number = tag >>> 3;
        if (number < 1 || number > 0x1fffffff) {
            throw new ProtoFormatException("bad field number " + number + " at byte " + start);
        }
        int valueStart = position;
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> skip(8);
            case DELIMITED -> {
                long length = varint();
                valueStart = position;
                skip(length);
            }
            case FIXED32 -> skip(4);
            default -> throw new ProtoFormatException("wire type " + wireType + " at byte " + start);
        }
        return new ProtoMessage.Field((int) number, wireType, start, valueStart, position);
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (position == end) {
                throw new ProtoFormatException("message ends inside a number");
            }
            byte b = bytes[position++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new ProtoFormatException("number longer than ten bytes before byte " + position);
    }

    private void skip(long count) {
        if (count < 0 || count > end - position) {
            throw new ProtoFormatException("field of " + count + " bytes where " + (end - position) + " remain");
        }
        position += (int) count;
    }
}
