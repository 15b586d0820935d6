package io.coordkit.sim.node;

import io.coordkit.core.replica.Input;
import io.coordkit.sim.engine.Engine;

/** A server's clocks: the monotonic one runs fast or slow, the wall clock also jumps. */
final class NodeClock {
    private static final long WALL_START_MS = 1_700_000_000_000L;

    private final Engine engine;
    private final int perMille;
    private long jumpMs;

    NodeClock(Engine engine, int perMille) {
        this.engine = engine;
        this.perMille = perMille;
    }

    long nanos() {
        return engine.now() / 1000 * perMille;
    }

    long wallMs() {
        return WALL_START_MS + nanos() / Engine.NANOS_PER_MS + jumpMs;
    }

    void jump(long ms) {
        jumpMs += ms;
    }

    Input.Tick tick() {
        return new Input.Tick(nanos(), wallMs());
    }

    /** Virtual time until this clock shows {@code deadlineNanos}; at least one nanosecond. */
    long virtualUntil(long deadlineNanos) {
        return Math.max(1, deadlineNanos / perMille * 1000 + 1000 - engine.now());
    }
}
