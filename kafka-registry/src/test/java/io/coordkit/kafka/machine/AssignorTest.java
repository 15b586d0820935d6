package io.coordkit.kafka.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.StickyAssignor;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The formulas of the old consumers: worked examples, properties, and the comparison with kafka-clients. */
class AssignorTest {
    static List<Assignor> assignors() {
        return List.of(
                Assignor.range(),
                Assignor.roundRobin(),
                Assignor.of(org.apache.kafka.clients.consumer.RangeAssignor::new),
                Assignor.of(org.apache.kafka.clients.consumer.RoundRobinAssignor::new),
                Assignor.of(StickyAssignor::new),
                Assignor.of(CooperativeStickyAssignor::new));
    }

    @Test
    void rangeOfTheWorkedExample() {
        GroupView two = view(Map.of("t", List.of(0, 1, 2, 3, 4, 10, 11)), Map.of("g1_c1", Map.of("t", 2)));
        GroupView three = view(
                Map.of("t", List.of(0, 1, 2, 3, 4, 10, 11)),
                Map.of("g1_c1", Map.of("t", 2), "g1_host1-1795357099862-a1ff8757", Map.of("t", 1)));

        assertThat(byStream(Assignor.range().assign(two)))
                .isEqualTo(Map.of("g1_c1-0", List.of(0, 1, 2, 3), "g1_c1-1", List.of(4, 10, 11)));
        assertThat(byStream(Assignor.range().assign(three)))
                .isEqualTo(Map.of(
                        "g1_c1-0", List.of(0, 1, 2),
                        "g1_c1-1", List.of(3, 4),
                        "g1_host1-1795357099862-a1ff8757-0", List.of(10, 11)));
    }

    @Test
    void streamsSortAsText() {
        GroupView view = view(Map.of("t", List.of(0, 1, 2, 3)), Map.of("c", Map.of("t", 11)));

        assertThat(view.streamsOf("t")).extracting(StreamId::toString).startsWith("c-0", "c-1", "c-10", "c-2");
        assertThat(Assignor.range().assign(view).get(new TopicPartition("t", 2)))
                .hasToString("c-10");
    }

    @Test
    void moreStreamsThanPartitionsLeavesTheLastOnesIdle() {
        GroupView view = view(Map.of("t", List.of(0, 1)), Map.of("a", Map.of("t", 1), "b", Map.of("t", 2)));

        assertThat(byStream(Assignor.range().assign(view))).isEqualTo(Map.of("a-0", List.of(0), "b-0", List.of(1)));
    }

    /** Signed hashes of "t-0".."t-3" ascend, so the deal is plain; "z" hashes above "t" and is consumed by b only. */
    @Test
    void roundRobinDealsInHashOrderAndSkipsStreamsOfOtherTopics() {
        GroupView view = view(
                Map.of("t", List.of(0, 1, 2), "z", List.of(0, 1)),
                Map.of("a", Map.of("t", 1), "b", Map.of("t", 1, "z", 1)));

        Map<TopicPartition, StreamId> assignment = Assignor.roundRobin().assign(view);

        assertThat("t-0".hashCode()).isLessThan("t-1".hashCode()).isLessThan("z-0".hashCode());
        assertThat(assignment).hasToString("{t-0=a-0, t-1=b-0, t-2=a-0, z-0=b-0, z-1=b-0}");
    }

    @ParameterizedTest
    @MethodSource("assignors")
    void disjointCompleteAndDeterministic(Assignor assignor) {
        for (long seed = 0; seed < 500; seed++) {
            GroupView view = randomView(new Random(seed));
            Map<TopicPartition, StreamId> assignment = assignor.assign(view);

            List<TopicPartition> expected = new ArrayList<>();
            view.partitions().forEach((topic, partitions) -> {
                if (!view.streamsOf(topic).isEmpty()) {
                    partitions.forEach(p -> expected.add(new TopicPartition(topic, p)));
                }
            });
            assertThat(assignment.keySet()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
            assignment.forEach((partition, stream) ->
                    assertThat(view.streamsOf(partition.topic())).contains(stream));
            assertThat(assignor.assign(shuffled(view, new Random(-seed)))).isEqualTo(assignment);
        }
    }

    /** Of the partitions of the first members only as many move as the one who joins last takes. */
    @Test
    void stickyMovesOnlyWhatTheNewMemberTakes() {
        Map<String, List<Integer>> partitions = Map.of("t", List.of(0, 1, 2, 3, 4, 5, 10, 11));
        Map<String, Integer> one = Map.of("t", 1);
        GroupView two = view(partitions, Map.of("b", one, "c", one));
        GroupView three = new GroupView(
                two.partitions(), new TreeMap<>(Map.of("a", one, "b", one, "c", one)), List.of("b", "c", "a"));
        for (Assignor sticky : List.of(Assignor.of(StickyAssignor::new), Assignor.of(CooperativeStickyAssignor::new))) {
            Map<TopicPartition, StreamId> before = sticky.assign(two);
            Map<TopicPartition, StreamId> after = sticky.assign(three);
            assertThat(after.keySet()).isEqualTo(before.keySet());
            after.forEach((partition, stream) -> {
                if (!stream.consumerId().equals("a")) {
                    assertThat(before).containsEntry(partition, stream);
                }
            });
            assertThat(after.values())
                    .filteredOn(stream -> stream.consumerId().equals("a"))
                    .hasSize(2);
        }
    }

    @Test
    void rangeSharesDifferByAtMostOne() {
        for (long seed = 0; seed < 200; seed++) {
            GroupView view = randomView(new Random(seed));
            Map<TopicPartition, StreamId> assignment = Assignor.range().assign(view);
            for (String topic : view.partitions().keySet()) {
                Map<StreamId, Integer> shares = new TreeMap<>();
                view.streamsOf(topic).forEach(stream -> shares.put(stream, 0));
                assignment.forEach((partition, stream) -> {
                    if (partition.topic().equals(topic)) {
                        shares.merge(stream, 1, Integer::sum);
                    }
                });
                if (!shares.isEmpty()) {
                    TreeSet<Integer> sizes = new TreeSet<>(shares.values());
                    assertThat(sizes.last() - sizes.first()).as("seed %d", seed).isLessThanOrEqualTo(1);
                }
            }
        }
    }

    /** kafka-clients computes the same split when each stream is a member and partitions are contiguous. */
    @Test
    void rangeEqualsKafkaClients() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int partitions = 1 + random.nextInt(40);
            Map<String, Map<String, Integer>> members = new TreeMap<>();
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                members.put("c" + random.nextInt(100), Map.of("t", 1 + random.nextInt(12)));
            }
            GroupView view =
                    view(Map.of("t", IntStream.range(0, partitions).boxed().toList()), members);
            Map<String, ConsumerPartitionAssignor.Subscription> subscriptions = new HashMap<>();
            view.streamsOf("t")
                    .forEach(stream -> subscriptions.put(
                            stream.toString(), new ConsumerPartitionAssignor.Subscription(List.of("t"))));

            Map<String, List<Integer>> theirs = new TreeMap<>();
            new org.apache.kafka.clients.consumer.RangeAssignor()
                    .assign(Map.of("t", partitions), subscriptions)
                    .forEach((stream, given) -> {
                        if (!given.isEmpty()) {
                            theirs.put(
                                    stream,
                                    given.stream()
                                            .map(TopicPartition::partition)
                                            .toList());
                        }
                    });

            assertThat(byStream(Assignor.range().assign(view)))
                    .as("seed %d", seed)
                    .isEqualTo(theirs);
        }
    }

    static GroupView view(Map<String, List<Integer>> topics, Map<String, Map<String, Integer>> members) {
        SortedMap<String, SortedSet<Integer>> partitions = new TreeMap<>();
        topics.forEach((topic, numbers) -> partitions.put(topic, new TreeSet<>(numbers)));
        return new GroupView(partitions, new TreeMap<>(members));
    }

    private static GroupView randomView(Random random) {
        Map<String, List<Integer>> topics = new TreeMap<>();
        for (int t = 0; t < 1 + random.nextInt(4); t++) {
            topics.put(
                    "topic" + t, random.ints(random.nextInt(20), 0, 50).boxed().toList());
        }
        Map<String, Map<String, Integer>> members = new TreeMap<>();
        for (int c = 0; c < random.nextInt(7); c++) {
            Map<String, Integer> streams = new TreeMap<>();
            topics.keySet().forEach(topic -> {
                if (random.nextInt(3) > 0) {
                    streams.put(topic, 1 + random.nextInt(3));
                }
            });
            members.put("consumer" + random.nextInt(1000), streams);
        }
        return view(topics, members);
    }

    /** The same view, built in another order of insertion. */
    private static GroupView shuffled(GroupView view, Random random) {
        List<String> names = new ArrayList<>(view.members().keySet());
        java.util.Collections.shuffle(names, random);
        Map<String, Map<String, Integer>> members = new LinkedHashMap<>();
        names.forEach(name -> members.put(name, new HashMap<>(view.members().get(name))));
        Map<String, List<Integer>> topics = new HashMap<>();
        view.partitions().forEach((topic, partitions) -> topics.put(topic, new ArrayList<>(partitions)));
        return view(topics, members);
    }

    private static Map<String, List<Integer>> byStream(Map<TopicPartition, StreamId> assignment) {
        Map<String, List<Integer>> streams = new TreeMap<>();
        assignment.forEach((partition, stream) -> streams.computeIfAbsent(stream.toString(), s -> new ArrayList<>())
                .add(partition.partition()));
        return streams;
    }
}
