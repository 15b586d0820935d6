package io.coordkit.kafka.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.wire.CreateMode;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.kafka.codec.OffsetText;
import io.coordkit.kafka.codec.TopicAssignment;
import io.coordkit.kafka.codec.TopicCodec;
import io.coordkit.kafka.machine.Assignor;
import io.coordkit.kafka.machine.GroupView;
import io.coordkit.kafka.machine.PartitionOrder;
import io.coordkit.kafka.machine.StreamId;
import io.coordkit.kafka.paths.ClusterPaths;
import io.coordkit.kafka.paths.GroupPath;
import io.coordkit.kafka.paths.TopicPath;
import io.coordkit.sim.world.ClientSession;
import io.coordkit.sim.world.SessionState;
import io.coordkit.sim.world.World;
import io.coordkit.sim.world.WorldOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A consumer group on three simulated servers that fail, whose members are frozen, cut off, killed, come and leave: no zombie's
 * offsets are taken, no message is left out, and when it is quiet each partition is read by the one who should.
 */
final class GroupWorldTest {
    private static final int SEEDS = Integer.getInteger("coord.group.seeds", 10);
    private static final long FIRST_SEED = Long.getLong("coord.group.from", 1);
    private static final int TURMOIL_MS = 40_000;
    private static final int EVENTS = 8;
    private static final int PATIENCE_MS = 120_000;
    private static final GroupPath GROUP = new GroupPath("g");
    private static final int GROWN = 7;

    private final SortedMap<String, Integer> topics = new TreeMap<>();
    private final List<WorldMember> members = new ArrayList<>();

    @Test
    void everyMessageIsProcessedAndEachIsAttributedToOneMember() {
        long claims = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            World world = turmoil(seed, Flaw.NONE);
            world.await("each partition is read by whom the assignor gives it", () -> isQuiet(world), PATIENCE_MS);
            GroupLog quiet = log(world);
            world.runFor(5_000);
            GroupLog log = log(world);
            assertThat(log.violations()).as("seed %d", seed).isEmpty();
            for (TopicPartition partition : assigned().keySet()) {
                assertThat(log.committed().getOrDefault(partition, 0L))
                        .as("seed %d: %s goes on", seed, partition)
                        .isGreaterThan(quiet.committed().getOrDefault(partition, 0L));
            }
            claims += log.claims();
        }
        assertThat(claims).as("partitions went from hand to hand").isGreaterThan(10L * SEEDS);
    }

    @ParameterizedTest
    @EnumSource(
            value = Flaw.class,
            names = {"NONE", "HOARDS"},
            mode = EnumSource.Mode.EXCLUDE)
    void aFlawIsFoundInTheLog(Flaw flaw) {
        boolean found = false;
        for (long seed = 1; !found && seed <= 40; seed++) {
            found = !log(turmoil(seed, flaw)).violations().isEmpty();
        }
        assertThat(found).isTrue();
    }

    @Test
    void aMemberThatReleasesNothingIsFoundWhenItIsQuiet() {
        boolean found = false;
        for (long seed = 1; !found && seed <= 10; seed++) {
            World world = turmoil(seed, Flaw.HOARDS);
            found = !world.runUntil(() -> isQuiet(world), PATIENCE_MS);
        }
        assertThat(found).isTrue();
    }

    private World turmoil(long seed, Flaw flaw) {
        World world = new World(WorldOptions.of(seed).withServers(3));
        ClientSession operator = operator(world);
        prepare(world, operator);
        members.clear();
        for (int i = 0; i < 3; i++) {
            join(world, flaw);
        }
        world.runFor(5_000);
        world.disturbServers(TURMOIL_MS);
        world.disturbProcesses(TURMOIL_MS);
        for (int event = 0; event < EVENTS; event++) {
            world.runFor(world.random().nextInt(1_000, 2 * TURMOIL_MS / EVENTS));
            happen(world, flaw, event);
        }
        world.runFor(TURMOIL_MS);
        world.heal();
        world.settle();
        grow(world, operator(world));
        return world;
    }

    private void happen(World world, Flaw flaw, int event) {
        List<WorldMember> living =
                members.stream().filter(WorldMember::isMember).toList();
        if (event % 2 == 0 || living.size() < 2) {
            join(world, flaw);
            return;
        }
        WorldMember one = living.get(world.random().nextInt(living.size()));
        switch (world.random().nextInt(3)) {
            case 0 -> one.leave();
            case 1 -> one.process().crash();
            default -> {
                one.process().freeze();
                world.runFor(world.random().nextInt(3_000, 15_000));
                one.process().thaw();
            }
        }
    }

    private void join(World world, Flaw flaw) {
        Map<String, Integer> streams = world.random().nextBoolean() ? Map.of("a", 1, "b", 1) : Map.of("a", 2);
        members.add(new WorldMember(world, GROUP, "c" + members.size(), streams, Assignor.range(), flaw));
    }

    private void grow(World world, ClientSession operator) {
        topics.put("a", GROWN);
        world.answer(operator.setData(new TopicPath("a").node(), topic(GROWN), -1))
                .get();
    }

    /** What the assignor says of those who are there. */
    private Map<TopicPartition, StreamId> assigned() {
        SortedMap<String, SortedSet<Integer>> partitions = new TreeMap<>();
        topics.forEach((topic, count) -> {
            SortedSet<Integer> numbers = new TreeSet<>();
            for (int number = 0; number < count; number++) {
                numbers.add(number);
            }
            partitions.put(topic, numbers);
        });
        SortedMap<String, Map<String, Integer>> streams = new TreeMap<>();
        members.stream().filter(WorldMember::isMember).forEach(member -> streams.put(member.name(), member.streams()));
        partitions.keySet().removeIf(topic -> streams.values().stream().noneMatch(of -> of.containsKey(topic)));
        return Assignor.range().assign(new GroupView(partitions, streams));
    }

    private boolean isQuiet(World world) {
        Map<TopicPartition, StreamId> assigned = assigned();
        SortedMap<TopicPartition, StreamId> reading = new TreeMap<>(PartitionOrder.INSTANCE);
        for (WorldMember member : members.stream().filter(WorldMember::isMember).toList()) {
            reading.putAll(member.machine().reading());
            if (!member.machine().reading().keySet().stream()
                    .allMatch(partition -> isOwned(world, partition, member, assigned.get(partition)))) {
                return false;
            }
        }
        return reading.equals(assigned);
    }

    private static boolean isOwned(World world, TopicPartition partition, WorldMember member, StreamId stream) {
        return world.peek(GROUP.owner(partition))
                .filter(node -> node.stat().ephemeralOwner() == member.sessionId())
                .map(node -> new String(node.data(), StandardCharsets.UTF_8).equals(String.valueOf(stream)))
                .orElse(false);
    }

    private GroupLog log(World world) {
        return GroupLog.read(world, operator(world), members);
    }

    private static ClientSession operator(World world) {
        ClientSession session = world.process("operator").open(10_000, state -> {});
        world.await("a connection", () -> session.state() == SessionState.CONNECTED, 60_000);
        return session;
    }

    private void prepare(World world, ClientSession operator) {
        topics.clear();
        topics.put("a", 5);
        topics.put("b", 2);
        Stream.of("/brokers", ClusterPaths.BROKER_IDS, ClusterPaths.TOPICS, ClusterPaths.CONSUMERS, GroupLog.ROOT)
                .forEach(path -> make(world, operator, path, new byte[0]));
        Stream.of(GROUP.node(), GROUP.ids(), GROUP.owners(), GROUP.offsets())
                .forEach(path -> make(world, operator, path, new byte[0]));
        topics.forEach((topic, partitions) -> {
            make(world, operator, new TopicPath(topic).node(), topic(partitions));
            make(world, operator, GROUP.owners(topic), new byte[0]);
            make(world, operator, GROUP.offsets(topic), new byte[0]);
            for (int partition = 0; partition < GROWN; partition++) {
                make(world, operator, GROUP.offset(new TopicPartition(topic, partition)), OffsetText.encode(0));
            }
        });
    }

    private static byte[] topic(int partitions) {
        SortedMap<Integer, List<Integer>> replicas = new TreeMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            replicas.put(partition, List.of(1));
        }
        return TopicCodec.encode(TopicAssignment.of(replicas, Uuid.ONE_UUID));
    }

    private static void make(World world, ClientSession operator, String path, byte[] data) {
        assertThat(world.answer(operator.create(path, data, CreateMode.PERSISTENT))
                        .error())
                .isIn(ErrorCode.OK, ErrorCode.NODE_EXISTS);
    }
}
