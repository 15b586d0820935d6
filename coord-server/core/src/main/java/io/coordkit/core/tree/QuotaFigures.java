package io.coordkit.core.tree;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is written in a quota's znodes, limits and usage alike ({@code StatsTrack} of the reference): {@code
 * count=N,bytes=M}, and behind {@code =;} whatever else there is, in the order of the names. A figure that is not there is −1,
 * which as a limit means none. So is one that cannot be read; the reference stops serving there.
 */
public final class QuotaFigures {
    private static final String COUNT = "count";
    private static final String BYTES = "bytes";
    private static final String COUNT_HARD_LIMIT = "countHardLimit";
    private static final String BYTES_HARD_LIMIT = "byteHardLimit";
    private static final long NONE = -1;

    private final SortedMap<String, Long> others = new TreeMap<>();
    private long count = NONE;
    private long bytes = NONE;

    private QuotaFigures() {}

    static QuotaFigures of(long count, long bytes) {
        QuotaFigures figures = new QuotaFigures();
        figures.count = count;
        figures.bytes = bytes;
        return figures;
    }

    /** Reads the data of a znode. */
    public static QuotaFigures parse(byte @Nullable [] data) {
        QuotaFigures figures = new QuotaFigures();
        String text = data == null ? "" : new String(data, StandardCharsets.UTF_8);
        for (String pair : text.split("[,;]+", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                figures.put(pair.substring(0, equals), valueOf(pair.substring(equals + 1)));
            }
        }
        return figures;
    }

    /** Znodes; as a limit the soft one. */
    public long count() {
        return count;
    }

    /** Bytes of data; as a limit the soft one. */
    public long bytes() {
        return bytes;
    }

    /** The number of znodes that may not be exceeded. */
    public long countHardLimit() {
        return others.getOrDefault(COUNT_HARD_LIMIT, NONE);
    }

    /** The bytes of data that may not be exceeded. */
    public long bytesHardLimit() {
        return others.getOrDefault(BYTES_HARD_LIMIT, NONE);
    }

    void add(int moreCount, long moreBytes) {
        count += moreCount;
        bytes += moreBytes;
    }

    byte[] toBytes() {
        StringBuilder text = new StringBuilder()
                .append(COUNT)
                .append('=')
                .append(count)
                .append(',')
                .append(BYTES)
                .append('=')
                .append(bytes);
        if (!others.isEmpty()) {
            // Readers before 3.7 stop at this sign.
            text.append('=');
            for (Map.Entry<String, Long> other : others.entrySet()) {
                text.append(';').append(other.getKey()).append('=').append(other.getValue());
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void put(String name, long value) {
        switch (name) {
            case COUNT -> count = value;
            case BYTES -> bytes = value;
            default -> others.put(name, value);
        }
    }

    /** Up to a further sign of equality, which is there to end the text for old readers. */
    private static long valueOf(String text) {
        int end = text.indexOf('=');
        try {
            return Long.parseLong(end < 0 ? text : text.substring(0, end));
        } catch (NumberFormatException e) {
            return NONE;
        }
    }
}
