package io.coordkit.kafka.offsets;

import io.coordkit.kafka.RegistryException;
import io.coordkit.kafka.machine.PartitionOrder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The offsets that brokers keep, in {@code __consumer_offsets}, and how long the partitions are. Thread-safe. */
public final class KafkaOffsets implements OffsetStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaOffsets.class);
    private static final int PER_REQUEST = 1000;

    private final Admin admin;
    private final String bootstrap;

    /**
     * Asks brokers.
     *
     * @param bootstrap {@code host:port[,host:port...]}
     * @param settings of kafka-clients, for security for instance; what is here comes first
     * @param patience for each call
     * @throws RegistryException when none of the hosts has an address, or a setting is wrong
     */
    public KafkaOffsets(String bootstrap, Properties settings, Duration patience) {
        Map<String, Object> config = new HashMap<>();
        settings.stringPropertyNames().forEach(name -> config.put(name, settings.getProperty(name)));
        String millis = Long.toString(patience.toMillis());
        config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        config.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        config.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        this.bootstrap = bootstrap;
        try {
            this.admin = Admin.create(config);
        } catch (KafkaException e) {
            throw new RegistryException("cannot ask Kafka at " + bootstrap + ": " + reason(e), e);
        }
    }

    @Override
    public SortedSet<String> groups() {
        SortedSet<String> groups = new TreeSet<>();
        get("list the groups", admin.listConsumerGroups().all()).forEach(group -> groups.add(group.groupId()));
        return groups;
    }

    @Override
    public SortedMap<TopicPartition, Long> offsets(String group) {
        SortedMap<TopicPartition, Long> offsets = new TreeMap<>(PartitionOrder.INSTANCE);
        get(
                        "read the offsets of group " + group,
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        offsets.put(partition, offset.offset());
                    }
                });
        return offsets;
    }

    @Override
    public void write(String group, Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> some = new HashMap<>();
        for (Map.Entry<TopicPartition, Long> offset : offsets.entrySet()) {
            some.put(offset.getKey(), new OffsetAndMetadata(offset.getValue()));
            if (some.size() == PER_REQUEST) {
                alter(group, some);
                some.clear();
            }
        }
        if (!some.isEmpty()) {
            alter(group, some);
        }
    }

    private void alter(String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
        AlterConsumerGroupOffsetsResult result = admin.alterConsumerGroupOffsets(group, offsets);
        for (TopicPartition partition : offsets.keySet()) {
            get("write the offset of " + partition + " for group " + group, result.partitionResult(partition));
        }
    }

    /**
     * The offset after the last message of each partition; those of which no broker knows it are absent.
     *
     * @throws RegistryException when no broker answers
     */
    public SortedMap<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
        get("find a broker", admin.describeCluster().nodes());
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        ListOffsetsResult result = admin.listOffsets(latest);
        SortedMap<TopicPartition, Long> ends = new TreeMap<>(PartitionOrder.INSTANCE);
        for (TopicPartition partition : partitions) {
            try {
                ends.put(partition, result.partitionResult(partition).get().offset());
            } catch (InterruptedException e) {
                throw interrupted(e);
            } catch (ExecutionException e) {
                LOG.debug("no end of {}: {}", partition, reason(e.getCause()));
            }
        }
        return ends;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private <T> T get(String attempt, KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw new RegistryException("cannot " + attempt + " at " + bootstrap + ": " + reason(e.getCause()), e);
        }
    }

    private RegistryException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RegistryException("interrupted while waiting for Kafka at " + bootstrap, e);
    }

    /** In the words of somebody who uses this; kafka-clients' own speak of what it did inside. */
    private static String reason(@Nullable Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "no broker answers";
        }
        if (failure instanceof UnknownMemberIdException) {
            return "the group has members, who would overwrite it; stop them first";
        }
        if (failure instanceof UnknownTopicOrPartitionException) {
            return "there is no such partition";
        }
        Throwable cause = failure == null ? null : failure.getCause();
        return cause == null ? String.valueOf(failure == null ? null : failure.getMessage()) : reason(cause);
    }
}
