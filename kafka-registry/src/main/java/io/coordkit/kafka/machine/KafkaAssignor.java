package io.coordkit.kafka.machine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * An assignor of kafka-clients on a view of ours. Each stream is a member to it, and partitions are numbered from 0 without gaps,
 * as it expects; the answer has the real numbers.
 *
 * <p>In Kafka's own groups one member assigns, and assignors that want to move little (sticky ones) are told what each member had.
 * Here every member assigns alone and must come to the same answer, so history is told anew each time: the members join one after
 * the other, in the order in which they did, and each step is told the outcome of the one before. Whoever joins last takes only
 * what balance demands.
 */
final class KafkaAssignor implements Assignor {
    /** A cooperative assignor gives what moves only to nobody at first, and needs a second round. */
    private static final int ROUNDS = 3;

    private final Supplier<? extends ConsumerPartitionAssignor> fresh;

    KafkaAssignor(Supplier<? extends ConsumerPartitionAssignor> fresh) {
        this.fresh = fresh;
    }

    @Override
    public Map<TopicPartition, StreamId> assign(GroupView view) {
        Numbering numbering = new Numbering(view.partitions());
        Map<TopicPartition, StreamId> assignment = Map.of();
        int generation = 1;
        int members = view.joined().size();
        for (int count = keepsHistory() ? 1 : members; count <= members && members > 0; count++) {
            GroupView first = view.ofFirst(count);
            for (int round = 0; round < ROUNDS; round++) {
                assignment = step(first, numbering, assignment, generation++);
                if (assignment.size() == assignable(first)) {
                    break;
                }
            }
        }
        return numbering.real(assignment);
    }

    private boolean keepsHistory() {
        ConsumerPartitionAssignor probe = fresh.get();
        probe.onAssignment(new Assignment(List.of()), metadata("probe", 1));
        return probe.subscriptionUserData(Set.of()) != null;
    }

    private static int assignable(GroupView view) {
        return view.partitions().entrySet().stream()
                .filter(topic -> !view.streamsOf(topic.getKey()).isEmpty())
                .mapToInt(topic -> topic.getValue().size())
                .sum();
    }

    private Map<TopicPartition, StreamId> step(
            GroupView view, Numbering numbering, Map<TopicPartition, StreamId> before, int generation) {
        SortedMap<String, StreamId> streams = new TreeMap<>();
        Map<String, Subscription> subscriptions = new TreeMap<>();
        for (StreamId stream : view.streams()) {
            List<String> topics = view.partitions().keySet().stream()
                    .filter(topic -> view.streamsOf(topic).contains(stream))
                    .toList();
            streams.put(stream.toString(), stream);
            subscriptions.put(stream.toString(), subscription(stream, topics, before, generation));
        }
        Map<TopicPartition, StreamId> assignment = new TreeMap<>(PartitionOrder.INSTANCE);
        if (streams.isEmpty()) {
            return assignment; // which not all of them can do
        }
        fresh.get()
                .assign(numbering.cluster(), new GroupSubscription(subscriptions))
                .groupAssignment()
                .forEach((member, given) -> Optional.ofNullable(streams.get(member))
                        .ifPresent(
                                stream -> given.partitions().forEach(partition -> assignment.put(partition, stream))));
        return assignment;
    }

    private Subscription subscription(
            StreamId stream, List<String> topics, Map<TopicPartition, StreamId> before, int generation) {
        List<TopicPartition> had = new ArrayList<>();
        before.forEach((partition, owner) -> {
            if (owner.equals(stream)) {
                had.add(partition);
            }
        });
        ConsumerPartitionAssignor member = fresh.get();
        ByteBuffer userData = null;
        if (!before.isEmpty()) {
            member.onAssignment(new Assignment(had), metadata(stream.toString(), generation));
            userData = member.subscriptionUserData(new HashSet<>(topics));
        }
        return new Subscription(topics, userData, had, generation, Optional.empty());
    }

    private static ConsumerGroupMetadata metadata(String member, int generation) {
        return new ConsumerGroupMetadata("", generation, member, Optional.empty());
    }

    /** The place of each partition in its topic, as a number of its own. */
    private record Numbering(SortedMap<String, SortedSet<Integer>> partitions) {
        Cluster cluster() {
            Node[] none = {};
            List<PartitionInfo> infos = new ArrayList<>();
            partitions.forEach((topic, numbers) -> {
                for (int place = 0; place < numbers.size(); place++) {
                    infos.add(new PartitionInfo(topic, place, Node.noNode(), none, none));
                }
            });
            return new Cluster("", List.of(), infos, Set.of(), Set.of());
        }

        Map<TopicPartition, StreamId> real(Map<TopicPartition, StreamId> assignment) {
            Map<String, List<Integer>> numbers = new TreeMap<>();
            partitions.forEach((topic, set) -> numbers.put(topic, List.copyOf(set)));
            Map<TopicPartition, StreamId> real = new TreeMap<>(PartitionOrder.INSTANCE);
            assignment.forEach((partition, stream) -> {
                List<Integer> ofTopic = numbers.getOrDefault(partition.topic(), List.of());
                real.put(new TopicPartition(partition.topic(), ofTopic.get(partition.partition())), stream);
            });
            return real;
        }
    }
}
