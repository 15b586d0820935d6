package io.coordkit.cli.demo.kafkarebalance;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.LongSerializer;

/** Writes the record n at offset n of each partition, ten times a second some of them, whatever happens to single brokers. */
final class KafkaWriter implements AutoCloseable {

    private static final long TURN_MILLIS = 100;
    private static final int RECORDS_PER_TURN = 10;
    private static final Duration WRITTEN_AT_MOST = Duration.ofSeconds(60);

    private final KafkaProducer<Long, Long> producer;
    private final Map<Integer, Long> next = new TreeMap<>();
    private final Map<Integer, Future<RecordMetadata>> last = new TreeMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "coord-demo-writer"));

    /** Begins to write. */
    KafkaWriter(String bootstrap) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "enable.idempotence", "true"),
                new LongSerializer(),
                new LongSerializer());
        timer.scheduleWithFixedDelay(this::turn, 0, TURN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void turn() {
        for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
            for (int i = 0; i < RECORDS_PER_TURN; i++) {
                long number = next.merge(partition, 1L, Long::sum) - 1;
                last.put(partition, producer.send(new ProducerRecord<>(Topic.NAME, partition, null, number)));
            }
        }
    }

    /** Writes no more and waits for what is under way; the offset after the last record of each partition. */
    synchronized Map<Integer, Long> stop() throws Exception {
        timer.shutdownNow();
        for (Map.Entry<Integer, Future<RecordMetadata>> record : last.entrySet()) {
            long offset = acknowledged(record.getValue()).offset();
            if (offset + 1 != next.getOrDefault(record.getKey(), 0L)) {
                throw new IllegalStateException("partition " + record.getKey() + " ends at offset " + offset + ", not "
                        + next.get(record.getKey()));
            }
        }
        return new TreeMap<>(next);
    }

    private static RecordMetadata acknowledged(Future<RecordMetadata> record) throws Exception {
        try {
            return record.get(WRITTEN_AT_MOST.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            throw new IllegalStateException("a record was not written: " + refused.getCause(), refused);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        producer.close(Duration.ZERO);
    }
}
