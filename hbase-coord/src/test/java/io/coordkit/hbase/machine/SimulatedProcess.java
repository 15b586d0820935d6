package io.coordkit.hbase.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * A process whose inputs are delivered one at a time, in order; it can be paused, which keeps them waiting, and crashed,
 * which drops them.
 */
abstract class SimulatedProcess {
    final SplitLogSimulation world;
    private final List<Runnable> backlog = new ArrayList<>();
    private boolean crashed;
    private long pausedUntilMs;
    private long lastDeliveryMs;

    SimulatedProcess(SplitLogSimulation world) {
        this.world = world;
    }

    /** An operation on the znodes: takes a while to get there, and its answer a while to come back. */
    void operation(Runnable atServer) {
        world.after(world.latency(), () -> {
            if (!crashed) {
                atServer.run();
            }
        });
    }

    /** An input: arrives after those sent before. */
    void deliver(Runnable input) {
        lastDeliveryMs = Math.max(lastDeliveryMs, world.now() + world.latency());
        world.after(lastDeliveryMs - world.now(), () -> receive(input));
    }

    private void receive(Runnable input) {
        if (crashed) {
            return;
        }
        backlog.add(input);
        if (world.now() >= pausedUntilMs) {
            drain();
        }
    }

    private void drain() {
        if (crashed || world.now() < pausedUntilMs) {
            return;
        }
        List<Runnable> inputs = List.copyOf(backlog);
        backlog.clear();
        inputs.forEach(Runnable::run);
    }

    void pause(long forMs) {
        pausedUntilMs = world.now() + forMs;
        world.after(forMs, this::drain);
    }

    void crash() {
        crashed = true;
    }

    boolean isCrashed() {
        return crashed;
    }
}
