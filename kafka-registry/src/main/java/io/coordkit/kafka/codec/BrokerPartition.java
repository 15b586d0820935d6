package io.coordkit.kafka.codec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A partition of Kafka 0.7, which belongs to one broker and is counted there: partition 4 of broker 1 is {@code 1-4}.
 *
 * <p>Ordered by text as that Kafka orders them, so that the partitions of one broker are neighbours, and 10 comes before 2.
 *
 * @param broker its id, 0 or more
 * @param number from 0
 */
public record BrokerPartition(int broker, int number) implements Comparable<BrokerPartition> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})-(\\d{1,9})");

    private static final int BITS = 15;
    private static final int MOST = (1 << BITS) - 1;

    public BrokerPartition {
        if (broker < 0 || number < 0) {
            throw new IllegalArgumentException("negative: partition " + number + " of broker " + broker);
        }
    }

    /** Reads {@code <broker>-<number>}; throws {@link IllegalArgumentException} for anything else. */
    public static BrokerPartition parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not <broker>-<partition>: \"" + text + "\"");
        }
        return new BrokerPartition(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /**
     * Both numbers in one, for places that know partitions by number.
     *
     * @throws IllegalArgumentException for a broker or partition beyond 32767
     */
    public int packed() {
        if (broker > MOST || number > MOST) {
            throw new IllegalArgumentException("broker and partition go to " + MOST + ": " + this);
        }
        return broker << BITS | number;
    }

    /** The reverse of {@link #packed}. */
    public static BrokerPartition ofPacked(int packed) {
        return new BrokerPartition(packed >> BITS, packed & MOST);
    }

    @Override
    public String toString() {
        return broker + "-" + number;
    }

    @Override
    public int compareTo(BrokerPartition other) {
        return toString().compareTo(other.toString());
    }
}
