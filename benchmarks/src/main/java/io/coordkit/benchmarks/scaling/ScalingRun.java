package io.coordkit.benchmarks.scaling;

import io.coordkit.benchmarks.load.Client;
import io.coordkit.benchmarks.load.ClosedLoop;
import io.coordkit.benchmarks.load.LatencyHistogram;
import io.coordkit.benchmarks.load.Load;
import io.coordkit.benchmarks.load.Session;
import io.coordkit.benchmarks.server.Backend;
import io.coordkit.benchmarks.server.CpuTime;
import io.coordkit.benchmarks.server.Deployment;
import io.coordkit.benchmarks.server.Ensemble;
import io.coordkit.benchmarks.server.ServerProcess;
import io.coordkit.benchmarks.wire.Operation;
import io.coordkit.benchmarks.wire.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Asks one server of each role in turn, and looks at what every server has used of the processors meanwhile. */
final class ScalingRun {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CONNECTIONS = 8;
    private static final int WINDOW = 64;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Size size;
    private final Duration window;
    private final Workload workload = new Workload(1000, 100);

    ScalingRun(Size size, Duration window) {
        this.size = size;
        this.window = window;
    }

    /** Measures and says each figure as soon as it is there. */
    void on(Backend backend, Deployment deployment, Consumer<Figure> figures) throws IOException {
        try (Ensemble ensemble = Ensemble.start(backend, deployment)) {
            ServerProcess leader = ensemble.leader();
            try (Session session = Session.open(leader.address(), PATIENCE)) {
                session.callAll(workload.setUp());
            }
            for (Operation operation : List.of(Operation.GET, Operation.SET)) {
                for (Role role : Role.values()) {
                    List<ServerProcess> candidates = of(role, ensemble.servers(), leader);
                    if (!candidates.isEmpty()) {
                        figures.accept(measure(operation, role, candidates.get(0), ensemble.servers(), leader));
                    }
                }
            }
        }
    }

    private List<ServerProcess> of(Role role, List<ServerProcess> servers, ServerProcess leader) {
        List<ServerProcess> found = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            Role its = i >= size.voters() ? Role.OBSERVER : servers.get(i) == leader ? Role.LEADER : Role.FOLLOWER;
            if (its == role) {
                found.add(servers.get(i));
            }
        }
        return found;
    }

    private Figure measure(
            Operation operation, Role role, ServerProcess asked, List<ServerProcess> servers, ServerProcess leader)
            throws IOException {
        List<Client> clients = IntStream.range(0, CONNECTIONS)
                .mapToObj(i -> new Client(asked.address(), workload.requests(operation, "scaling", i)))
                .toList();
        try (Load load = ClosedLoop.open(clients, WINDOW)) {
            load.run(window, new LatencyHistogram());
            Map<ServerProcess, CpuTime> before = new HashMap<>();
            servers.forEach(server -> before.put(server, server.cpuTime()));
            LatencyHistogram latencies = new LatencyHistogram();
            load.run(window, latencies);
            Map<ServerProcess, Double> micros = new HashMap<>();
            before.forEach((server, earlier) -> micros.put(
                    server, server.cpuTime().since(earlier).totalNanos() / NANOS_PER_MICRO / latencies.total()));
            load.drain();
            Map<Role, Double> others = new EnumMap<>(Role.class);
            for (Role other : Role.values()) {
                of(other, servers, leader).stream()
                        .filter(server -> server != asked)
                        .mapToDouble(micros::get)
                        .average()
                        .ifPresent(mean -> others.put(other, mean));
            }
            double perSecond = latencies.total() / (window.toNanos() / NANOS_PER_SECOND);
            return new Figure(
                    size.toString(), operation, role, perSecond, micros.getOrDefault(asked, Double.NaN), others);
        }
    }
}
