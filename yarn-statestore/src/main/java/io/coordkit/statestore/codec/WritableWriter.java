package io.coordkit.statestore.codec;

import java.io.ByteArrayOutputStream;

/** Writes what {@link WritableReader} reads. */
public final class WritableWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public WritableWriter vlong(long value) {
        if (value >= -112 && value <= 127) {
            out.write((int) value);
            return this;
        }
        long magnitude = value < 0 ? ~value : value;
        int length = (Long.SIZE - Long.numberOfLeadingZeros(magnitude) + 7) / 8;
        out.write((value < 0 ? -120 : -112) - length);
        for (int i = length - 1; i >= 0; i--) {
            out.write((int) (magnitude >>> (8 * i)));
        }
        return this;
    }

    public WritableWriter bytes(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }
}
