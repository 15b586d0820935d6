package io.coordkit.elector.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The two protobuf field types that the HA messages use, written in the order of the calls. */
final class ProtoWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ProtoWriter string(int field, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        varint(ProtoReader.tag(field, ProtoReader.LENGTH_DELIMITED));
        varint(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    /** A negative int32 takes ten bytes: protobuf extends its sign to 64 bits. */
    ProtoWriter int32(int field, int value) {
        varint(ProtoReader.tag(field, ProtoReader.VARINT));
        varint(value);
        return this;
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
