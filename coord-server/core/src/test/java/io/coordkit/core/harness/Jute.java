package io.coordkit.core.harness;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.jute.BinaryInputArchive;
import org.apache.jute.BinaryOutputArchive;
import org.apache.jute.Record;

/** The reference's records to bytes and back, by the reference's own archives. */
public final class Jute {
    private Jute() {}

    /** The bytes of these records, one behind the other. */
    public static byte[] bytes(Record... records) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (Record record : records) {
                record.serialize(BinaryOutputArchive.getArchive(bytes), "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Fills a record and returns the bytes behind it. */
    public static byte[] read(byte[] bytes, Record record) {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        try {
            record.deserialize(BinaryInputArchive.getArchive(in), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return in.readAllBytes();
    }

    /** What is in a frame, whose length must be true. */
    public static byte[] unframe(byte[] frame) {
        int length = ByteBuffer.wrap(frame).getInt();
        if (length != frame.length - 4) {
            throw new AssertionError("frame of " + (frame.length - 4) + " bytes says " + length);
        }
        return Arrays.copyOfRange(frame, 4, frame.length);
    }
}
