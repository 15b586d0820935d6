package io.coordkit.statestore.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.sim.world.ClientProcess;
import io.coordkit.sim.world.ClientSession;
import io.coordkit.sim.world.NodeData;
import io.coordkit.sim.world.World;
import io.coordkit.sim.world.WorldOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Elector and fence together on three simulated servers, while servers die and stand still, and so do the managers, whose networks
 * are cut as well. Only the frozen can believe in what they have lost, and the store must not.
 */
final class FencedElectionTest {
    private static final int SEEDS = Integer.getInteger("coord.fence.seeds", 12);
    private static final long FIRST_SEED = Long.getLong("coord.fence.from", 1);
    private static final int TURMOIL_MS = 60_000;
    private static final int BLOWS = 6;
    private static final int PATIENCE_MS = 120_000;

    private final List<Manager> managers = new ArrayList<>();
    private int reigns;
    private int written;

    @Test
    void noOldActiveWritesAfterItsSuccessor() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            World world = turmoil(seed, true);
            List<String> writers = writers(world);
            assertThat(returned(writers)).as("seed %d: %s", seed, writers).isEmpty();
            assertNothingLost(world, seed);
            assertOneIsActiveInTheEnd(world, seed);
            reigns +=
                    managers.stream().mapToInt(manager -> manager.reigns.size()).sum();
            written += writers.size();
        }
        assertThat(reigns).as("the managers followed each other").isGreaterThan(SEEDS * 3);
        assertThat(written).as("and had work to do").isGreaterThan(SEEDS * 50);
    }

    /** The same world, and a root that everybody may write to: what the fence is for happens, and is noticed. */
    @Test
    void withoutTheFenceOldActivesDoWrite() {
        int found = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            found += returned(writers(turmoil(seed, false))).isEmpty() ? 0 : 1;
        }
        assertThat(found).isPositive();
    }

    private World turmoil(long seed, boolean fencing) {
        World world = new World(WorldOptions.of(seed).withServers(3));
        ClientSession operator = world.process("operator").open(10_000, state -> {});
        ElectionDriver.prepare(operator);
        Reign.prepare(operator);
        world.runFor(5_000);
        managers.clear();
        for (String name : List.of("rm1", "rm2", "rm3")) {
            managers.add(new Manager(world.process(name), fencing));
        }
        world.disturbServers(TURMOIL_MS);
        for (int blow = 0; blow < BLOWS; blow++) {
            world.runFor(world.random().nextInt(1_000, 4_000));
            strike(world, active().findAny().orElse(managers.get(blow % managers.size())).process);
        }
        world.runFor(TURMOIL_MS / 4);
        world.heal();
        world.settle();
        world.await("one is active", () -> active().count() == 1, PATIENCE_MS);
        world.runFor(10_000);
        return world;
    }

    /** An active that stands still, or hears nobody, for about as long as its session lasts. */
    private static void strike(World world, ClientProcess victim) {
        boolean still = world.random().nextBoolean();
        if (still) {
            victim.freeze();
        } else {
            victim.cutNetwork();
        }
        world.runFor(world.random().nextInt(ElectionDriver.SESSION_MS / 2, ElectionDriver.SESSION_MS * 3));
        if (still) {
            victim.thaw();
        } else {
            victim.healNetwork();
        }
    }

    private Stream<Manager> active() {
        return managers.stream().filter(Manager::isActive);
    }

    /** The reigns by which the nodes were written, in the order of the servers' transactions. */
    private static List<String> writers(World world) {
        ClientSession reader = world.process("reader").open(10_000, state -> {});
        List<NodeData> nodes = new ArrayList<>();
        for (String name : world.answer(reader.getChildren(Reign.ROOT)).get().names()) {
            world.peek(Reign.ROOT + "/" + name).ifPresent(nodes::add);
        }
        nodes.sort(Comparator.comparing(node -> node.stat().czxid()));
        return nodes.stream()
                .map(node -> new String(node.data(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Reigns that wrote after a later one had begun to. */
    private static Set<String> returned(List<String> writers) {
        Set<String> returned = new HashSet<>();
        Set<String> ended = new HashSet<>();
        String current = "";
        for (String writer : writers) {
            if (!writer.equals(current)) {
                ended.add(current);
                current = writer;
            }
            if (ended.contains(writer)) {
                returned.add(writer);
            }
        }
        return returned;
    }

    private void assertNothingLost(World world, long seed) {
        for (Manager manager : managers) {
            for (Reign reign : manager.reigns) {
                for (String path : reign.acknowledged) {
                    assertThat(world.peek(path).map(node -> new String(node.data(), StandardCharsets.UTF_8)))
                            .as("seed %d: %s, acknowledged to %s", seed, path, reign.name)
                            .contains(reign.name);
                }
            }
        }
    }

    /** All others have learned that they are not, from the election or from the store. */
    private void assertOneIsActiveInTheEnd(World world, long seed) {
        assertThat(active()).as("seed %d", seed).hasSize(1);
        Manager manager = active().findFirst().orElseThrow();
        Reign reign = manager.reigns.get(manager.reigns.size() - 1);
        int before = reign.acknowledged.size();
        world.runFor(5_000);
        assertThat(reign.acknowledged.size()).as("seed %d: it works", seed).isGreaterThan(before);
    }
}
