package io.coordkit.kafka.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several machines against one small tree, everything interleaved by a seed: joins, leaves, crashes, expiries, lost
 * replies, topics that grow, brokers that go. A failure names its seed; the same seed gives the same run.
 */
class GroupSimulationTest {
    private static final int STEPS = 1500;
    private static final int CALM_STEPS = 20_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void partitionsAreNeverSharedAndAllOwnedInTheEnd(int block) {
        for (long seed = block * 100L; seed < block * 100L + 100; seed++) {
            Run run = new Run(seed);
            try {
                run.storm();
                run.calm();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static final class Run {
        private final Random random;
        private final ModelTree tree = new ModelTree();
        private final List<SimulatedMember> members = new ArrayList<>();
        private final List<Long> orphanSessions = new ArrayList<>();
        private final Assignor assignor;
        private SortedMap<TopicPartition, Long> lastOffsets = new TreeMap<>(PartitionOrder.INSTANCE);
        private boolean calm;
        private int joined;

        Run(long seed) {
            random = new Random(seed);
            assignor = random.nextBoolean() ? Assignor.range() : Assignor.roundRobin();
            tree.setPartitions("a", 1 + random.nextInt(12));
            tree.setPartitions("b", 1 + random.nextInt(4));
            join();
        }

        void storm() {
            for (int i = 0; i < STEPS; i++) {
                if (random.nextInt(100) < 3) {
                    disturb();
                } else if (!members.isEmpty()) {
                    advance(members.get(random.nextInt(members.size())));
                }
                members.removeIf(SimulatedMember::hasEnded);
                check();
            }
        }

        void calm() {
            calm = true;
            tree.setBrokersPresent(true);
            orphanSessions.forEach(tree::expire);
            for (int i = 0; i < CALM_STEPS && members.stream().anyMatch(SimulatedMember::hasWork); i++) {
                advance(members.get(random.nextInt(members.size())));
                members.removeIf(SimulatedMember::hasEnded);
                check();
            }
            assertThat(members).as("owners %s", tree.owners()).noneMatch(SimulatedMember::hasWork);
            assertThat(members).allMatch(member -> member.machine().isResting());
            Map<TopicPartition, StreamId> owners = new TreeMap<>(PartitionOrder.INSTANCE);
            tree.owners().forEach((partition, owner) -> owners.put(partition, owner.stream()));
            assertThat(owners).as("owner nodes when quiet").isEqualTo(assignor.assign(tree.view()));
            Map<TopicPartition, StreamId> believed = new TreeMap<>(PartitionOrder.INSTANCE);
            members.forEach(member -> believed.putAll(member.machine().reading()));
            assertThat(believed).as("read when quiet").isEqualTo(owners);
        }

        private void disturb() {
            switch (random.nextInt(8)) {
                case 0, 1 -> join();
                case 2 -> any(SimulatedMember::leave);
                case 3 ->
                    any(member -> {
                        members.remove(member);
                        orphanSessions.add(member.session());
                    });
                case 4 -> any(SimulatedMember::expire);
                case 5 -> any(SimulatedMember::falseAlarm);
                case 6 -> tree.setPartitions("a", tree.topics().get("a").size() + random.nextInt(2));
                default -> tree.setBrokersPresent(random.nextInt(3) > 0);
            }
            if (!orphanSessions.isEmpty() && random.nextInt(3) == 0) {
                tree.expire(orphanSessions.remove(0));
            }
        }

        private void join() {
            if (members.size() < 6) {
                Map<String, Integer> streams =
                        random.nextInt(3) == 0 ? Map.of("a", 2) : Map.of("a", 1, "b", 1 + random.nextInt(2));
                SimulatedMember member =
                        new SimulatedMember(tree, "consumer" + joined++, streams, assignor, this::decideFate);
                members.add(member);
                member.connect();
            }
        }

        private void any(java.util.function.Consumer<SimulatedMember> what) {
            if (!members.isEmpty()) {
                what.accept(members.get(random.nextInt(members.size())));
            }
        }

        private SimulatedMember.Fate decideFate() {
            int dice = calm ? 99 : random.nextInt(100);
            return dice < 4
                    ? SimulatedMember.Fate.REPLY_LOST
                    : dice < 8 ? SimulatedMember.Fate.NOT_DONE : SimulatedMember.Fate.ANSWERED;
        }

        private void advance(SimulatedMember member) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> member.operate();
                case 3, 4, 5 -> member.receive();
                case 6 -> member.fireTimer();
                default -> {
                    if (!calm) {
                        member.read();
                        member.commit();
                    }
                }
            }
        }

        /** Whoever reads in a living session owns the node in that session; committed offsets never go back. */
        private void check() {
            for (SimulatedMember member : members) {
                for (TopicPartition partition : member.reading().keySet()) {
                    if (tree.isAlive(member.session()) && member.machine().isSessionOf(member.session())) {
                        assertThat(tree.owners().get(partition))
                                .as("owner of %s, read by %s", partition, member.name())
                                .isEqualTo(new ModelTree.Owner(
                                        member.session(),
                                        member.machine().owned().get(partition)));
                    }
                }
            }
            lastOffsets.forEach((partition, offset) -> assertThat(tree.offsets().get(partition))
                    .as("offset of %s", partition)
                    .isGreaterThanOrEqualTo(offset));
            lastOffsets = new TreeMap<>(tree.offsets());
        }
    }
}
