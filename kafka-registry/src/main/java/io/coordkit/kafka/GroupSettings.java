package io.coordkit.kafka;

import io.coordkit.kafka.codec.GroupLayout;
import io.coordkit.kafka.codec.Subscription;
import io.coordkit.kafka.machine.Assignor;
import io.coordkit.kafka.paths.GroupPath;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a member takes part in its group. Names and defaults are those of the old consumer's configuration.
 *
 * @param group group.id
 * @param consumerId unique in the group; see {@link ConsumerIds}
 * @param subscription topics and streams
 * @param assignor partition.assignment.strategy, the same for all members
 * @param autoCommitInterval auto.commit.interval.ms; empty turns automatic commits off
 * @param retryBackoff rebalance.backoff.ms; a waiting member also wakes up when the partition it waits for is released
 * @param maxAttempts rebalance.max.retries: failed attempts in a row between two reports
 * @param connectionTimeout how long {@link GroupMember#start} waits for a connection
 * @param closeTimeout how long {@link GroupMember#close} waits for an orderly leave
 */
public record GroupSettings(
        GroupPath group,
        String consumerId,
        Subscription subscription,
        Assignor assignor,
        Optional<Duration> autoCommitInterval,
        Duration retryBackoff,
        int maxAttempts,
        Duration connectionTimeout,
        Duration closeTimeout) {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    /**
     * @throws IllegalArgumentException when the consumer id is no name of a znode, {@code maxAttempts} is less than 1, or
     *     a duration is not from 1 ms to 2<sup>31</sup> - 1 ms, about 24 days, as in Kafka's configuration
     */
    public GroupSettings {
        group.id(consumerId);
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts is " + maxAttempts + ", at least 1 is needed");
        }
        autoCommitInterval.ifPresent(interval -> check("autoCommitInterval", interval));
        check("retryBackoff", retryBackoff);
        check("connectionTimeout", connectionTimeout);
        check("closeTimeout", closeTimeout);
    }

    private static void check(String name, Duration duration) {
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is " + duration + ", not from " + SHORTEST + " to " + LONGEST);
        }
    }

    /** A member with one stream of one topic, the range assignor, automatic commits each minute and a new id. */
    public static GroupSettings of(String group, String topic) {
        return of(group, Subscription.toTopics(Map.of(topic, 1), System.currentTimeMillis()));
    }

    /**
     * A member of a group of Kafka 0.7, on topics that brokers offer as {@link Kafka07Topics} does; its partitions are numbered by
     * {@link io.coordkit.kafka.codec.BrokerPartition#packed}.
     */
    public static GroupSettings ofKafka07(String group, Subscription subscription) {
        return of(new GroupPath(group, GroupLayout.KAFKA_0_7), subscription);
    }

    /** A member with any subscription, the range assignor, automatic commits each minute and a new id. */
    public static GroupSettings of(String group, Subscription subscription) {
        return of(new GroupPath(group), subscription);
    }

    private static GroupSettings of(GroupPath group, Subscription subscription) {
        return new GroupSettings(
                group,
                ConsumerIds.random(group.group()),
                subscription,
                Assignor.range(),
                Optional.of(Duration.ofMinutes(1)),
                Duration.ofSeconds(2),
                4,
                Duration.ofSeconds(15),
                Duration.ofSeconds(10));
    }

    /** The same with a configured id: as in Kafka, {@code <group>_<name>}. */
    public GroupSettings withConsumerName(String name) {
        return new GroupSettings(
                group,
                group.group() + "_" + name,
                subscription,
                assignor,
                autoCommitInterval,
                retryBackoff,
                maxAttempts,
                connectionTimeout,
                closeTimeout);
    }

    /** The same with another assignor. */
    public GroupSettings withAssignor(Assignor assignor) {
        return new GroupSettings(
                group,
                consumerId,
                subscription,
                assignor,
                autoCommitInterval,
                retryBackoff,
                maxAttempts,
                connectionTimeout,
                closeTimeout);
    }

    /** The same with another interval of automatic commits. */
    public GroupSettings withAutoCommit(Optional<Duration> interval) {
        return new GroupSettings(
                group,
                consumerId,
                subscription,
                assignor,
                interval,
                retryBackoff,
                maxAttempts,
                connectionTimeout,
                closeTimeout);
    }

    /** The same with another back-off between failed attempts. */
    public GroupSettings withRetryBackoff(Duration backoff) {
        return new GroupSettings(
                group,
                consumerId,
                subscription,
                assignor,
                autoCommitInterval,
                backoff,
                maxAttempts,
                connectionTimeout,
                closeTimeout);
    }
}
