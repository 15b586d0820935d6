package io.coordkit.cli.files;

import io.coordkit.core.txn.TxnHeader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;

/** A point of the log: a zxid, or a time of the leader's clock. */
public sealed interface Moment {

    /** Whether it comes before the transaction. */
    boolean isBefore(TxnHeader header);

    /** Whether it comes after the transaction. */
    boolean isAfter(TxnHeader header);

    /** A zxid. */
    record OfZxid(long zxid) implements Moment {
        @Override
        public boolean isBefore(TxnHeader header) {
            return zxid < header.zxid();
        }

        @Override
        public boolean isAfter(TxnHeader header) {
            return zxid > header.zxid();
        }
    }

    /** A time in ms since 1970. */
    record OfTime(long ms) implements Moment {
        @Override
        public boolean isBefore(TxnHeader header) {
            return ms < header.timeMs();
        }

        @Override
        public boolean isAfter(TxnHeader header) {
            return ms > header.timeMs();
        }
    }

    /** Reads {@code 0x10000002a}, {@code 2026-11-23}, {@code 2026-11-23T10:15[:30[.5]][Z]}; empty if it is neither. */
    static Optional<Moment> parse(String text) {
        if (Zxids.isZxid(text)) {
            return Zxids.parse(text).map(OfZxid::new);
        }
        return time(text, whole -> OffsetDateTime.parse(whole).toInstant())
                .or(() -> time(text, local -> LocalDateTime.parse(local)
                        .atZone(ZoneId.systemDefault())
                        .toInstant()))
                .or(() -> time(text, day -> LocalDate.parse(day)
                        .atStartOfDay(ZoneId.systemDefault())
                        .toInstant()))
                .map(instant -> new OfTime(instant.toEpochMilli()));
    }

    private static Optional<Instant> time(String text, Function<String, Instant> reading) {
        try {
            return Optional.of(reading.apply(text));
        } catch (DateTimeException otherForm) {
            return Optional.empty();
        }
    }
}
