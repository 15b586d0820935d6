package io.coordkit.sim.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.core.wire.CreateMode;
import io.coordkit.core.wire.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plainest lock, an ephemeral znode, under faults: what it promises, and what it does not. */
class LockTest {
    private static final int TIMEOUT_MS = 10_000;
    private static final int SEEDS = 20;

    /** Wants the lock for ever, believes in it as long as it is connected, and lets it go now and then. */
    private static final class Contender {
        private final ClientProcess process;
        private ClientSession session;
        private boolean holds;
        private int times;

        Contender(World world, String name) {
            process = world.process(name);
            session = open();
            act();
        }

        private ClientSession open() {
            return process.open(TIMEOUT_MS, this::onState);
        }

        private void onState(SessionState state) {
            if (state != SessionState.CONNECTED) {
                holds = false;
            }
            if (state == SessionState.EXPIRED) {
                session = open();
            }
        }

        private void act() {
            ClientSession asked = session;
            if (!holds) {
                asked.create("/lock", new byte[0], CreateMode.EPHEMERAL).then(reply -> {
                    if (reply.ok() && asked.state() == SessionState.CONNECTED) {
                        holds = true;
                        times++;
                    } else if (reply.error() == ErrorCode.NODE_EXISTS) {
                        // It may be its own, of which it knows nothing since a connection was lost.
                        asked.getData("/lock").then(found -> letGo(asked, found));
                    }
                });
            } else if (times % 2 == 0) {
                holds = false;
                asked.delete("/lock", -1);
            } else {
                times++;
            }
            process.after(700, this::act);
        }

        private void letGo(ClientSession asked, Reply<NodeData> found) {
            if (!holds && found.ok() && found.get().stat().ephemeralOwner() == asked.id()) {
                asked.delete("/lock", found.get().stat().version());
            }
        }
    }

    private static List<Contender> contend(World world) {
        List<Contender> contenders =
                List.of(new Contender(world, "a"), new Contender(world, "b"), new Contender(world, "c"));
        world.always(() -> {
            long holders = contenders.stream()
                    .filter(who -> who.holds && !who.process.isFrozen())
                    .count();
            if (holders > 1) {
                throw new AssertionError(holders + " hold the lock at " + world.millis());
            }
        });
        return contenders;
    }

    @Test
    void atMostOneHoldsItWhileNobodyStandsStill() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            World world = new World(WorldOptions.of(seed).withServers(3).withTickMillis(500));
            List<Contender> contenders = contend(world);
            world.disturbServers(60_000);
            for (int i = 0; i < 10; i++) {
                ClientProcess victim = contenders.get(world.random().nextInt(3)).process;
                victim.cutNetwork();
                world.runFor(world.random().nextInt(15_000));
                victim.healNetwork();
            }
            world.heal();
            world.settle();
            world.runFor(20_000);
            assertThat(contenders).as("seed %d", seed).allMatch(who -> who.times > 0);
        }
    }

    @Test
    void whoWakesUpBelievesInWhatItHasLost() {
        World world = new World(WorldOptions.of(1).withServers(3));
        List<Contender> contenders = contend(world);
        world.await("a holder", () -> contenders.stream().anyMatch(who -> who.holds), 20_000);
        Contender first =
                contenders.stream().filter(who -> who.holds).findFirst().orElseThrow();
        first.process.freeze();
        world.await("another", () -> contenders.stream().anyMatch(who -> who != first && who.holds), 60_000);
        first.process.thaw();
        assertThatThrownBy(() -> world.runFor(1_000)).hasMessageContaining("2 hold the lock");
    }
}
