package io.coordkit.kafka.codec;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The value of {@code /consumers/<group>/offsets/<topic>/<partition>}: the next offset to consume, in decimal. */
public final class OffsetText {
    private OffsetText() {}

    /** Writes an offset. */
    public static byte[] encode(long offset) {
        return Long.toString(offset).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads an offset; {@link MalformedNodeException} when the value is no number. */
    public static long decode(String path, byte @Nullable [] data) {
        String text = data == null ? "" : new String(data, StandardCharsets.UTF_8).trim();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedNodeException(path, "not an offset: \"" + text + "\"");
        }
    }
}
