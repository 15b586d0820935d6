package io.coordkit.cli.demo.kafkarebalance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.LongDeserializer;

/** The records that {@link KafkaWriter} writes, read from Kafka's brokers without their help as to who reads what. */
final class KafkaRecords implements Records {

    private static final Duration AT_MOST = Duration.ofMillis(100);

    private final KafkaConsumer<Long, Long> consumer;
    private final Map<Integer, Long> places = new HashMap<>();

    KafkaRecords(String bootstrap) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "none"),
                new LongDeserializer(),
                new LongDeserializer());
    }

    @Override
    public List<Span> read(Map<Integer, Long> nextOffsets) {
        Set<TopicPartition> wanted =
                nextOffsets.keySet().stream().map(Topic::partition).collect(Collectors.toSet());
        if (!consumer.assignment().equals(wanted)) {
            consumer.assign(wanted);
            places.keySet().retainAll(nextOffsets.keySet());
        }
        if (wanted.isEmpty()) {
            return List.of();
        }
        nextOffsets.forEach((partition, offset) -> {
            if (!offset.equals(places.put(partition, offset))) {
                consumer.seek(Topic.partition(partition), offset);
            }
        });
        ConsumerRecords<Long, Long> records = consumer.poll(AT_MOST);
        List<Span> read = new ArrayList<>();
        for (TopicPartition partition : records.partitions()) {
            read.add(span(partition.partition(), records.records(partition)));
        }
        return read;
    }

    private Span span(int partition, List<ConsumerRecord<Long, Long>> records) {
        long first = places.getOrDefault(partition, 0L);
        long next = first;
        for (ConsumerRecord<Long, Long> record : records) {
            if (record.offset() != next || record.value() != next) {
                throw new IllegalStateException("partition " + partition + " has " + record.value() + " at offset "
                        + record.offset() + " where " + next + " is expected");
            }
            next++;
        }
        places.put(partition, next);
        return new Span(partition, first, next);
    }

    @Override
    public void close() {
        consumer.close(Duration.ZERO);
    }
}
