package io.coordkit.recipes;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Chooses the server for a request. Called by many threads. */
@FunctionalInterface
public interface BalancingStrategy {

    /** One of these: at least one, in the order of their names, with their latest reports. */
    Znode choose(List<Znode> servers);

    /** One after the other. */
    static BalancingStrategy roundRobin() {
        AtomicInteger next = new AtomicInteger();
        return servers -> servers.get(Math.floorMod(next.getAndIncrement(), servers.size()));
    }

    /** Any, all equally likely; the generator must be thread-safe. */
    static BalancingStrategy random(RandomGenerator generator) {
        return servers -> servers.get(generator.nextInt(servers.size()));
    }

    /** The one that reports the smallest load: a number, with or without a fraction. Who reports none counts as full. */
    static BalancingStrategy leastLoaded() {
        return servers -> servers.stream()
                .min(Comparator.comparingDouble(BalancingStrategy::load))
                .orElseThrow();
    }

    private static double load(Znode server) {
        try {
            return Double.parseDouble(server.text());
        } catch (NumberFormatException notANumber) {
            return Double.MAX_VALUE;
        }
    }
}
