package io.coordkit.sim.world;

import io.coordkit.sim.plan.Knobs;

/**
 * How a world is made.
 *
 * @param seed of all chance
 * @param servers voters of the ensemble; 1 for a server that stands alone
 * @param tickMillis the servers' unit of time: sessions last 2 to 20 of them
 * @param latencyMillis longest way of a message between any two
 * @param forceMillis longest force of a disk that is well
 */
public record WorldOptions(long seed, int servers, int tickMillis, int latencyMillis, int forceMillis) {
    private static final int CONTAINER_CHECK_MS = 1_000;

    public WorldOptions {
        if (servers < 1 || tickMillis < 1 || latencyMillis < 1 || forceMillis < 1) {
            throw new IllegalArgumentException("servers, tick, latency and force must be 1 or more");
        }
    }

    /** One server, ticks of 500 ms, and delays of a few ms. */
    public static WorldOptions of(long seed) {
        return new WorldOptions(seed, 1, 500, 5, 2);
    }

    /** The same with so many servers. */
    public WorldOptions withServers(int count) {
        return new WorldOptions(seed, count, tickMillis, latencyMillis, forceMillis);
    }

    /** The same with another unit of time. */
    public WorldOptions withTickMillis(int millis) {
        return new WorldOptions(seed, servers, millis, latencyMillis, forceMillis);
    }

    /** The same with another longest way. */
    public WorldOptions withLatencyMillis(int millis) {
        return new WorldOptions(seed, servers, tickMillis, millis, forceMillis);
    }

    /** The longest timeout that a session can get. */
    public int longestTimeoutMillis() {
        return 20 * tickMillis;
    }

    Knobs knobs() {
        return new Knobs(
                0,
                0,
                tickMillis,
                100,
                65_536,
                0,
                0,
                1,
                latencyMillis * 1000,
                forceMillis * 1000,
                CONTAINER_CHECK_MS,
                1000,
                0,
                servers == 1 ? 0 : servers,
                0,
                10,
                5,
                500,
                Integer.MAX_VALUE,
                0,
                0,
                0,
                0,
                0);
    }
}
