package io.coordkit.statestore.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * An immutable protobuf message of which only some fields are understood: whatever is not asked for or changed keeps
 * its bytes and its place, so reading and writing back is the identity. Numbers follow the rules of protobuf: the last
 * value of a scalar wins, repeated occurrences of a message are merged.
 *
 * <p>It is nothing but a view of the bytes that were read, walked over again for each field that is asked for: a resource manager
 * holds a hundred thousand of them, and asks few of them for anything.
 */
public final class ProtoMessage {

    /** The message without fields, from which others are built. */
    public static final ProtoMessage EMPTY = new ProtoMessage(new byte[0], 0, 0);

    private final byte[] bytes;
    private final int start;
    private final int end;

    record Field(int number, int wireType, int start, int valueStart, int end) {}

    private ProtoMessage(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    /** Reads a message; throws {@link ProtoFormatException} if the bytes are not one. The array must not change later. */
    public static ProtoMessage parse(byte[] bytes) {
        return new ProtoMessage(bytes, 0, bytes.length).checked();
    }

    private ProtoMessage checked() {
        ProtoCursor cursor = cursor();
        while (!cursor.atEnd()) {
            cursor.next();
        }
        return this;
    }

    private ProtoCursor cursor() {
        return new ProtoCursor(bytes, start, end);
    }

    /** The encoded message, a copy. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    public boolean has(int number) {
        for (ProtoCursor cursor = cursor(); !cursor.atEnd(); ) {
            if (cursor.next().number == number) {
                return true;
            }
        }
        return false;
    }

    /** The value of an int64, or the default if the field is absent. */
    public long int64(int number, long defaultValue) {
        long value = defaultValue;
        for (ProtoCursor cursor = cursor(); !cursor.atEnd(); ) {
            Field field = cursor.next();
            if (field.number == number) {
                require(field, ProtoCursor.VARINT);
                value = new ProtoCursor(bytes, field.valueStart, field.end).varint();
            }
        }
        return value;
    }

    /** The value of an int32 or enum, or the default if the field is absent. */
    public int int32(int number, int defaultValue) {
        return (int) int64(number, defaultValue);
    }

    /** The value of a string, or the default if the field is absent. */
    public String string(int number, String defaultValue) {
        List<ProtoMessage> values = delimited(number);
        return values.isEmpty() ? defaultValue : values.get(values.size() - 1).text();
    }

    /** The value of a bytes field. */
    public Optional<byte[]> bytes(int number) {
        List<ProtoMessage> values = delimited(number);
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.get(values.size() - 1).toBytes());
    }

    /** The value of a message field. */
    public Optional<ProtoMessage> message(int number) {
        List<ProtoMessage> values = delimited(number);
        if (values.size() < 2) {
            return values.stream().findFirst().map(ProtoMessage::checked);
        }
        ByteArrayOutputStream merged = new ByteArrayOutputStream();
        values.forEach(value -> value.writeTo(merged));
        return Optional.of(parse(merged.toByteArray()));
    }

    /** The values of a repeated message field. */
    public List<ProtoMessage> messages(int number) {
        return delimited(number).stream().map(ProtoMessage::checked).toList();
    }

    /** This message with an integer, enum or boolean field set; negative numbers take ten bytes, as in protobuf. */
    public ProtoMessage withVarint(int number, long value) {
        ByteArrayOutputStream field = tag(number, ProtoCursor.VARINT);
        writeVarint(field, value);
        return replace(number, field.toByteArray());
    }

    public ProtoMessage withString(int number, String value) {
        return withBytes(number, value.getBytes(StandardCharsets.UTF_8));
    }

    public ProtoMessage withBytes(int number, byte[] value) {
        return replace(number, delimitedField(number, value));
    }

    public ProtoMessage withMessage(int number, ProtoMessage value) {
        return withBytes(number, value.toBytes());
    }

    /** This message with all occurrences of a repeated message field replaced. */
    public ProtoMessage withMessages(int number, List<ProtoMessage> values) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        values.forEach(value -> encoded.writeBytes(delimitedField(number, value.toBytes())));
        return replace(number, encoded.toByteArray());
    }

    /** Puts the encoded field where the old one was, or before the first field with a higher number. */
    private ProtoMessage replace(int number, byte[] encoded) {
        ByteArrayOutputStream result = new ByteArrayOutputStream(end - start + encoded.length);
        boolean written = false;
        boolean present = has(number);
        for (ProtoCursor cursor = cursor(); !cursor.atEnd(); ) {
            Field field = cursor.next();
            if (!written && (present ? field.number == number : field.number > number)) {
                result.writeBytes(encoded);
                written = true;
            }
            if (field.number != number) {
                result.write(bytes, field.start, field.end - field.start);
            }
        }
        if (!written) {
            result.writeBytes(encoded);
        }
        return parse(result.toByteArray());
    }

    /** The values of strings, bytes and messages, which nobody has looked into. */
    private List<ProtoMessage> delimited(int number) {
        List<ProtoMessage> values = new ArrayList<>(1);
        for (ProtoCursor cursor = cursor(); !cursor.atEnd(); ) {
            Field field = cursor.next();
            if (field.number == number) {
                require(field, ProtoCursor.DELIMITED);
                values.add(new ProtoMessage(bytes, field.valueStart, field.end));
            }
        }
        return values;
    }

    private String text() {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    private void writeTo(ByteArrayOutputStream out) {
        out.write(bytes, start, end - start);
    }

    private static void require(Field field, int wireType) {
        if (field.wireType != wireType) {
            throw new ProtoFormatException("field " + field.number + " has wire type " + field.wireType);
        }
    }

    private static byte[] delimitedField(int number, byte[] value) {
        ByteArrayOutputStream field = tag(number, ProtoCursor.DELIMITED);
        writeVarint(field, value.length);
        field.writeBytes(value);
        return field.toByteArray();
    }

    private static ByteArrayOutputStream tag(int number, int wireType) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeVarint(out, ((long) number << 3) | wireType);
        return out;
    }

    private static void writeVarint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write(((int) (rest & 0x7f)) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProtoMessage message
                && Arrays.equals(bytes, start, end, message.bytes, message.start, message.end);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(bytes, start, end - start).hashCode();
    }

    /** The encoded message in hex. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes, start, end);
    }
}
