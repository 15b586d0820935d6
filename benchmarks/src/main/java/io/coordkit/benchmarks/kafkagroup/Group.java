package io.coordkit.benchmarks.kafkagroup;

import io.coordkit.benchmarks.BenchmarkFailure;
import io.coordkit.kafka.AssignedPartition;
import io.coordkit.kafka.BrokerRegistrar;
import io.coordkit.kafka.ClusterRegistry;
import io.coordkit.kafka.GroupListener;
import io.coordkit.kafka.GroupMember;
import io.coordkit.kafka.GroupSettings;
import io.coordkit.kafka.TopicRegistry;
import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.Endpoint;
import io.coordkit.kafka.codec.TopicAssignment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** A group whose members, each with a session of its own, share the partitions of one topic and read nothing. */
final class Group implements AutoCloseable {
    private static final String TOPIC = "login";
    private static final long PATIENCE_NANOS = 300_000_000_000L;
    private static final long POLL_NANOS = 5_000_000;
    private static final int RETRY_MS = 100;

    private record Place(CuratorFramework client, GroupMember member) {}

    private static final GroupListener READS_NOTHING = new GroupListener() {
        @Override
        public void onAssigned(Map<TopicPartition, AssignedPartition> partitions) {}

        @Override
        public void onRevoked(Set<TopicPartition> partitions) {}

        @Override
        public void onLost(Set<TopicPartition> partitions) {}
    };

    private final String connectString;
    private final int partitions;
    private final CuratorFramework broker;
    private final List<Place> places = new ArrayList<>();
    private int named;

    Group(String connectString, int partitions) {
        this.connectString = connectString;
        this.partitions = partitions;
        broker = client();
        new ClusterRegistry(broker).createTopLevelPaths();
        new BrokerRegistrar(broker, 1, BrokerInfo.of(1, Endpoint.plaintext("127.0.0.1", 9092))).start();
        new TopicRegistry(broker)
                .create(
                        TOPIC,
                        TopicAssignment.of(TopicAssignment.spread(partitions, 1, List.of(1)), Uuid.randomUuid()));
    }

    /** Lets as many join at the same time and waits until each partition has a reader. */
    void join(int count) throws InterruptedException {
        List<Thread> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CuratorFramework client = client();
            GroupMember member = new GroupMember(
                    client, GroupSettings.of("g", TOPIC).withConsumerName("m" + named++), READS_NOTHING);
            places.add(new Place(client, member));
            Thread start = new Thread(member::start, "join-" + i);
            start.start();
            starts.add(start);
        }
        for (Thread start : starts) {
            start.join();
        }
        awaitShares();
    }

    /** Lets the first one leave in order and waits until the others have its partitions. */
    void leave() {
        Place first = places.remove(0);
        first.member().close();
        first.client().close();
        awaitShares();
    }

    /** Cuts off the first one's session, without a word to the group, and waits until the others have its partitions. */
    void die() {
        Place first = places.remove(0);
        first.client().close();
        first.member().close();
        awaitShares();
    }

    private void awaitShares() {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!isShared()) {
            if (System.nanoTime() > deadline) {
                throw new BenchmarkFailure("the group does not share its partitions");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private boolean isShared() {
        Set<TopicPartition> read = new HashSet<>();
        IntSummaryStatistics shares = new IntSummaryStatistics();
        for (Place place : places) {
            Set<TopicPartition> share = place.member().assignment().keySet();
            shares.accept(share.size());
            read.addAll(share);
        }
        return shares.getSum() == partitions && read.size() == partitions && shares.getMax() - shares.getMin() <= 1;
    }

    private CuratorFramework client() {
        CuratorFramework client = CuratorFrameworkFactory.newClient(connectString, new RetryForever(RETRY_MS));
        client.start();
        return client;
    }

    @Override
    public void close() {
        places.forEach(place -> place.client().close());
        places.forEach(place -> place.member().close());
        broker.close();
    }
}
