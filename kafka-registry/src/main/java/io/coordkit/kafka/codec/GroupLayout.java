package io.coordkit.kafka.codec;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the znodes of a group are named and written. All members of a group use the same. */
public enum GroupLayout {
    /** Of Kafka 0.8 to 1.1: partitions by their number, subscriptions as {@link Subscription} says. */
    KAFKA_0_8 {
        @Override
        public String partitionName(int partition) {
            return Integer.toString(partition);
        }

        @Override
        public Optional<Integer> partition(String name) {
            return name.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(name)) : Optional.empty();
        }

        @Override
        public byte[] encode(Subscription subscription) {
            return subscription.encode();
        }

        @Override
        public Subscription decode(String path, byte @Nullable [] data) {
            return Subscription.decode(path, data);
        }
    },

    /**
     * Of Kafka 0.7: partitions by broker and number, {@code 1-4}; subscriptions as {@link Subscription07} says. The number of such a
     * partition in this library is {@link BrokerPartition#packed()}.
     */
    KAFKA_0_7 {
        @Override
        public String partitionName(int partition) {
            return BrokerPartition.ofPacked(partition).toString();
        }

        @Override
        public Optional<Integer> partition(String name) {
            try {
                return Optional.of(BrokerPartition.parse(name).packed());
            } catch (IllegalArgumentException foreign) {
                return Optional.empty();
            }
        }

        @Override
        public byte[] encode(Subscription subscription) {
            return Subscription07.encode(subscription);
        }

        @Override
        public Subscription decode(String path, byte @Nullable [] data) {
            return Subscription07.decode(path, data);
        }
    };

    /** The name of a partition's owner and offset node. */
    public abstract String partitionName(int partition);

    /** The partition of that name; nothing for a foreign name. */
    public abstract Optional<Integer> partition(String name);

    /** The value of a member's node. */
    public abstract byte[] encode(Subscription subscription);

    /** Reads a member's node; {@link MalformedNodeException} when the value is no subscription. */
    public abstract Subscription decode(String path, byte @Nullable [] data);
}
