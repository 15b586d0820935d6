package io.coordkit.benchmarks.server;

import io.coordkit.benchmarks.BenchmarkFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The servers of one backend that keep one tree: an ensemble, or a single standalone server. Each is a process of its own
 * on the loopback address. Used by one thread.
 */
public final class Ensemble implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ASK_AGAIN = Duration.ofMillis(50);

    private final Backend backend;
    private final List<ServerProcess> servers = new ArrayList<>();

    private Ensemble(Backend backend) {
        this.backend = backend;
    }

    /**
     * Starts all servers, empty, and waits until every one of them grants sessions.
     *
     * @throws BenchmarkFailure with the servers' last words, when they do not
     */
    public static Ensemble start(Backend backend, Deployment deployment) throws IOException {
        Ensemble ensemble = new Ensemble(backend);
        try {
            List<Place> places = Place.find(deployment.servers(), deployment.observers());
            for (Place place : places) {
                ensemble.servers.add(ServerProcess.launch(backend, deployment, place, places));
            }
            ensemble.awaitServing();
            return ensemble;
        } catch (IOException | RuntimeException e) {
            try (ensemble) {
                throw e;
            }
        }
    }

    /**
     * Waits until every server grants sessions, so until all are in step with the leader.
     *
     * @throws BenchmarkFailure with the servers' last words, when one has ended or does not come so far
     */
    public void awaitServing() {
        long startNanos = System.nanoTime();
        for (ServerProcess server : servers) {
            try {
                while (!server.serves()) {
                    pause(startNanos, "no session within " + PATIENCE.toSeconds() + " s");
                }
            } catch (BenchmarkFailure e) {
                throw new BenchmarkFailure(backend.label() + " did not start: " + e.getMessage() + "\n" + lastWords());
            }
        }
    }

    /**
     * The server that leads; a standalone server leads itself.
     *
     * @throws BenchmarkFailure with the servers' last words, when nobody does for long
     */
    public ServerProcess leader() throws IOException {
        if (servers.size() == 1) {
            return servers.get(0);
        }
        long startNanos = System.nanoTime();
        while (true) {
            Optional<ServerProcess> leader = askForLeader();
            if (leader.isPresent()) {
                return leader.get();
            }
            pause(startNanos, "nobody leads " + backend.label() + "'s ensemble\n" + lastWords());
        }
    }

    /** All of them, by number. */
    public List<ServerProcess> servers() {
        return List.copyOf(servers);
    }

    /** Where clients find the servers, by number. */
    public List<InetSocketAddress> addresses() {
        return servers.stream().map(ServerProcess::address).toList();
    }

    /** The server of each of so many connections, by who leads at present. */
    public List<InetSocketAddress> addresses(Placement placement, int connections) throws IOException {
        InetSocketAddress leader = leader().address();
        List<InetSocketAddress> followers =
                addresses().stream().filter(address -> !address.equals(leader)).toList();
        return placement.spread(connections, leader, followers);
    }

    /** The last words of every server, for a message. */
    public String lastWords() {
        StringBuilder text = new StringBuilder();
        for (ServerProcess server : servers) {
            text.append("server on port ")
                    .append(server.address().getPort())
                    .append(":\n")
                    .append(server.logTail())
                    .append('\n');
        }
        return text.toString();
    }

    /** What all servers together have used of the processors so far. */
    CpuTime cpuTime() {
        return servers.stream().map(ServerProcess::cpuTime).reduce(CpuTime.NONE, CpuTime::plus);
    }

    /** Stops all servers at the same time and removes their directories. */
    @Override
    public void close() throws IOException {
        servers.forEach(ServerProcess::terminate);
        closeFrom(0);
    }

    /** One that fails to close keeps none of the others from it. */
    private void closeFrom(int first) throws IOException {
        if (first < servers.size()) {
            try {
                servers.get(first).close();
            } finally {
                closeFrom(first + 1);
            }
        }
    }

    private Optional<ServerProcess> askForLeader() {
        List<ServerProcess> leaders = new ArrayList<>();
        for (ServerProcess server : servers) {
            if (server.leads()) {
                leaders.add(server);
            }
        }
        return leaders.size() == 1 ? Optional.of(leaders.get(0)) : Optional.empty();
    }

    private static void pause(long startNanos, String failure) {
        if (System.nanoTime() - startNanos > PATIENCE.toNanos()) {
            throw new BenchmarkFailure(failure);
        }
        LockSupport.parkNanos(ASK_AGAIN.toNanos());
    }
}
