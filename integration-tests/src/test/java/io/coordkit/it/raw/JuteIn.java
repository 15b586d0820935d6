package io.coordkit.it.raw;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one frame; a frame that ends too early is an {@link java.nio.BufferUnderflowException}. */
public final class JuteIn {

    private final ByteBuffer bytes;

    /** Reads from the beginning of {@code frame}. */
    public JuteIn(byte[] frame) {
        bytes = ByteBuffer.wrap(frame);
    }

    /** Four bytes. */
    public int getInt() {
        return bytes.getInt();
    }

    /** Eight bytes. */
    public long getLong() {
        return bytes.getLong();
    }

    /** One byte. */
    public boolean getBoolean() {
        return bytes.get() != 0;
    }

    /** A length and bytes, or null for −1. */
    public byte @Nullable [] getBuffer() {
        int length = getInt();
        if (length < 0) {
            return null;
        }
        byte[] value = new byte[length];
        bytes.get(value);
        return value;
    }

    /** A length and UTF-8; null reads as the word {@code null}, which no znode path is. */
    public String getString() {
        byte[] value = getBuffer();
        return value == null ? "null" : new String(value, StandardCharsets.UTF_8);
    }

    /** A count and elements; a null vector reads as an empty one. */
    public <T> List<T> getVector(Supplier<T> element) {
        int count = getInt();
        var values = new ArrayList<T>();
        for (int i = 0; i < count; i++) {
            values.add(element.get());
        }
        return values;
    }

    /** How many bytes are left. */
    public int remaining() {
        return bytes.remaining();
    }
}
