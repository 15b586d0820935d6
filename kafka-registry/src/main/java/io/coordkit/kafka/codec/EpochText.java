package io.coordkit.kafka.codec;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The value of {@code /controller_epoch}: how many controllers there have been, in decimal (Kafka's {@code ControllerEpochZNode}). */
public final class EpochText {
    private EpochText() {}

    /** Writes an epoch. */
    public static byte[] encode(int epoch) {
        return Integer.toString(epoch).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads an epoch; {@link MalformedNodeException} when the value is no number. */
    public static int decode(String path, byte @Nullable [] data) {
        String text = data == null ? "" : new String(data, StandardCharsets.UTF_8);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new MalformedNodeException(path, "not an epoch: \"" + text + "\"");
        }
    }
}
