package io.coordkit.server.monitor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A command of four letters, which a client sends in place of its first frame: the letters stand where a frame has its length
 * ({@code FourLetterCommands} of the reference).
 */
public enum Word {
    CONF,
    CONS,
    CRST,
    DIRS,
    DUMP,
    ENVI,
    GTMK,
    HASH,
    ISRO,
    MNTR,
    RUOK,
    SRST,
    SRVR,
    STAT,
    STMK,
    WCHC,
    WCHP,
    WCHS;

    private static final Map<Integer, Word> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Word::code, Function.identity()));

    /** The word whose letters these four bytes are. */
    public static Optional<Word> of(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** As it is sent. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many bytes follow it. */
    public int argumentBytes() {
        return this == STMK ? Long.BYTES : 0;
    }

    private int code() {
        return ByteBuffer.wrap(text().getBytes(StandardCharsets.US_ASCII)).getInt();
    }
}
