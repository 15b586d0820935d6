package io.coordkit.cli.files;

import java.util.Optional;

/** Zxids and session ids as people write them: {@code 0x10000002a}, or decimal. */
public final class Zxids {

    private Zxids() {}

    static boolean isZxid(String text) {
        return text.matches("0[xX][0-9a-fA-F]{1,16}|\\d{1,19}");
    }

    /** Empty if it is none. */
    public static Optional<Long> parse(String text) {
        if (!isZxid(text)) {
            return Optional.empty();
        }
        try {
            boolean hex = text.startsWith("0x") || text.startsWith("0X");
            return Optional.of(hex ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseLong(text));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }
}
