package io.coordkit.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.wire.CreateMode;
import io.coordkit.core.wire.ErrorCode;
import org.junit.jupiter.api.Test;

/** Conditional writes under all faults together: none is done twice, none that was acknowledged is lost. */
class CounterTest {
    private static final int SEEDS = 20;

    private long acknowledged;
    private long unknown;

    /** Reads and writes under the condition that nobody else has meanwhile, for ever. */
    private void increment(ClientProcess process, ClientSession session) {
        session.getData("/counter").then(read -> {
            if (read.ok()) {
                session.setData("/counter", new byte[1], read.get().stat().version())
                        .then(written -> {
                            acknowledged += written.ok() ? 1 : 0;
                            unknown += written.error() == ErrorCode.CONNECTION_LOSS ? 1 : 0;
                        });
            }
        });
        process.after(200, () -> increment(process, session.state().isFinal() ? open(process) : session));
    }

    private static ClientSession open(ClientProcess process) {
        return process.open(4_000, state -> {});
    }

    private long run(int seed) {
        acknowledged = 0;
        unknown = 0;
        World world = new World(WorldOptions.of(seed).withServers(3));
        ClientSession first = world.process("maker").open(4_000, state -> {});
        first.create("/counter", new byte[0], CreateMode.PERSISTENT);
        world.await("a counter", () -> world.peek("/counter").isPresent(), 20_000);
        for (String name : new String[] {"a", "b", "c"}) {
            ClientProcess process = world.process(name);
            increment(process, open(process));
        }
        world.disturbServers(30_000);
        world.disturbProcesses(30_000);
        world.runFor(30_000);
        world.heal();
        world.settle();
        int version = world.peek("/counter").orElseThrow().stat().version();
        assertThat((long) version).as("seed %d", seed).isBetween(acknowledged, acknowledged + unknown);
        return world.traceHash();
    }

    @Test
    void eachIncrementCountsOnce() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            run(seed);
        }
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        assertThat(run(3)).isEqualTo(run(3));
        assertThat(run(3)).isNotEqualTo(run(4));
    }
}
