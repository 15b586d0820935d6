package io.coordkit.cli.ensemble.network;

import java.io.Closeable;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** All ways between the servers of an ensemble, and which of them are cut. Safe for use by many threads. */
public final class Network implements Closeable {

    private final ExecutorService threads = Executors.newCachedThreadPool(Network::daemon);
    private final Map<Set<Integer>, Gate> gates = new HashMap<>();

    private Network() {}

    /** Listens on every route, as long as its target does, until it is closed. */
    public static Network open(List<Route> routes) {
        Network network = new Network();
        for (Route route : routes) {
            Gate gate = network.gates.computeIfAbsent(Set.of(route.from(), route.to()), pair -> new Gate());
            network.threads.execute(new Passage(route, gate, network.threads));
        }
        return network;
    }

    /**
     * From now on servers of different groups do not hear each other; a server that is in no group hears all. It takes the place of
     * a former partition.
     */
    public void partition(List<Set<Integer>> groups) {
        gates.forEach((pair, gate) -> gate.set(!isCut(pair, groups)));
    }

    /** Undoes a partition: what waited on connections goes on; connections that were dialled meanwhile are reset. */
    public void heal() {
        partition(List.of());
    }

    private static boolean isCut(Set<Integer> pair, List<Set<Integer>> groups) {
        return groups.stream()
                        .filter(group -> !Collections.disjoint(group, pair))
                        .count()
                > 1;
    }

    /** Every thread waits in something that an interrupt ends, and that closes its socket, too. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "coord-network");
        thread.setDaemon(true);
        return thread;
    }
}
