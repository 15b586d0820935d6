package io.coordkit.cli.demo.kafkarebalance;

import io.coordkit.cli.demo.children.ChildChannel;
import io.coordkit.kafka.AssignedPartition;
import io.coordkit.kafka.GroupListener;
import io.coordkit.kafka.GroupMember;
import io.coordkit.kafka.GroupSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of the group that reads records; what matters is who reads, and from where on. Each record counts as read when it was
 * reported.
 *
 * <p>The lock makes the order of the reports the order of what happened: nothing is read after a partition was given up.
 */
final class Consumer implements GroupListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Consumer.class);

    static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

    private static final Duration RETRY_BACKOFF = Duration.ofMillis(200);
    private static final long TURN_MILLIS = 100;
    private static final long READ_AT_MOST_SECONDS = 5;

    private final ChildChannel channel;
    private final Records records;
    private final GroupMember member;
    private final Map<Integer, Long> nextOffsets = new TreeMap<>();
    private final ScheduledExecutorService reader =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "coord-demo-reader"));

    Consumer(CuratorFramework client, String name, Records records, ChildChannel channel) {
        this.channel = channel;
        this.records = records;
        this.member = new GroupMember(
                client,
                GroupSettings.of(Topic.GROUP, Topic.NAME)
                        .withConsumerName(name)
                        .withAutoCommit(Optional.of(COMMIT_INTERVAL))
                        .withRetryBackoff(RETRY_BACKOFF),
                this);
    }

    /** Joins the group and reads whatever it gets until {@link #close}. */
    void start() {
        reader.scheduleWithFixedDelay(this::turnOrSayWhyNot, TURN_MILLIS, TURN_MILLIS, TimeUnit.MILLISECONDS);
        member.start();
    }

    /** Whoever waits for us to read finds the reason in our log. */
    private void turnOrSayWhyNot() {
        try {
            turn();
        } catch (RuntimeException e) {
            LOG.error("reads no more", e);
            throw e;
        }
    }

    /** Reads the next records of every partition that is ours. */
    private synchronized void turn() {
        List<Span> read = records.read(nextOffsets);
        if (!read.isEmpty()) {
            channel.send(Event.report(Event.Kind.READ, read));
        }
        for (Span span : read) {
            nextOffsets.put(span.partition(), span.next());
            member.position(Topic.partition(span.partition()), span.next());
        }
    }

    @Override
    public synchronized void onAssigned(Map<TopicPartition, AssignedPartition> partitions) {
        List<Span> places = new ArrayList<>();
        partitions.forEach((partition, at) ->
                places.add(Span.at(partition.partition(), at.offset().orElse(0))));
        places.forEach(place -> nextOffsets.put(place.partition(), place.next()));
        channel.send(Event.report(Event.Kind.ASSIGNED, places));
    }

    @Override
    public synchronized void onRevoked(Set<TopicPartition> partitions) {
        List<Span> places = stop(partitions);
        channel.send(Event.report(Event.Kind.REVOKED, places));
        places.forEach(place -> member.position(Topic.partition(place.partition()), place.next()));
    }

    @Override
    public synchronized void onLost(Set<TopicPartition> partitions) {
        channel.send(Event.report(Event.Kind.LOST, stop(partitions)));
    }

    private List<Span> stop(Collection<TopicPartition> partitions) {
        List<Span> places = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Optional.ofNullable(nextOffsets.remove(partition.partition()))
                    .ifPresent(offset -> places.add(Span.at(partition.partition(), offset)));
        }
        return places;
    }

    /** Leaves in good order: commits, releases, goes. Nobody reads any more when it returns. */
    @Override
    public void close() {
        member.close();
        reader.shutdownNow();
        try {
            if (!reader.awaitTermination(READ_AT_MOST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still reading");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
