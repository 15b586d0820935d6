package io.coordkit.kafka.machine;

/**
 * One stream of a consumer, the unit that owns partitions (Kafka 1.1's {@code ConsumerThreadId}).
 *
 * <p>Ordered by its text, so that stream 10 sorts before stream 2: all members of a group must sort alike.
 *
 * @param consumerId the member
 * @param index 0 to the member's number of streams of the topic, exclusive
 */
public record StreamId(String consumerId, int index) implements Comparable<StreamId> {
    /** The value of an owner node: {@code <consumerId>-<index>}. */
    @Override
    public String toString() {
        return consumerId + "-" + index;
    }

    @Override
    public int compareTo(StreamId other) {
        return toString().compareTo(other.toString());
    }
}
