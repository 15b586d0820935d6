package io.coordkit.benchmarks;

import io.coordkit.benchmarks.load.Client;
import io.coordkit.benchmarks.load.LatencyHistogram;
import io.coordkit.benchmarks.load.Load;
import io.coordkit.benchmarks.load.Session;
import io.coordkit.benchmarks.report.Demand;
import io.coordkit.benchmarks.server.Backend;
import io.coordkit.benchmarks.server.Ensemble;
import io.coordkit.benchmarks.server.Placement;
import io.coordkit.benchmarks.wire.Operation;
import io.coordkit.benchmarks.wire.RequestStream;
import io.coordkit.benchmarks.wire.Workload;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fresh servers with the workload's znodes in them, warmed up for one operation. They serve that operation only, so that what
 * one leaves behind (a million znodes, a trained compiler) is no part of another's figure.
 */
final class WarmEnsemble implements AutoCloseable {
    private static final Duration SET_UP_PATIENCE = Duration.ofSeconds(30);

    private final Settings settings;
    private final Workload workload;
    private final Operation operation;
    private final Ensemble ensemble;

    private WarmEnsemble(Settings settings, Workload workload, Operation operation, Ensemble ensemble) {
        this.settings = settings;
        this.workload = workload;
        this.operation = operation;
        this.ensemble = ensemble;
    }

    static WarmEnsemble start(Settings settings, Workload workload, Operation operation, Backend backend)
            throws IOException {
        WarmEnsemble warm =
                new WarmEnsemble(settings, workload, operation, Ensemble.start(backend, settings.deployment()));
        try {
            warm.setUp();
            warm.warmUp();
            return warm;
        } catch (IOException | RuntimeException e) {
            try (warm) {
                throw e;
            }
        }
    }

    Ensemble ensemble() {
        return ensemble;
    }

    /** Opens a load of this shape over all members. */
    Load open(Shape shape, String run) throws IOException {
        Demand demand = shape.demand(settings.traffic());
        List<InetSocketAddress> addresses = ensemble.addresses(Placement.EVERYWHERE, demand.connections());
        List<RequestStream> streams = streams(run, demand.connections());
        List<Client> clients = IntStream.range(0, demand.connections())
                .mapToObj(i -> new Client(addresses.get(i), streams.get(i)))
                .toList();
        return shape.open(settings.traffic(), clients);
    }

    /**
     * The requests of so many connections.
     *
     * @param run distinguishes the loads on these servers, so that no znode is created twice
     */
    List<RequestStream> streams(String run, int connections) {
        return IntStream.range(0, connections)
                .mapToObj(connection -> workload.requests(operation, run, connection))
                .toList();
    }

    @Override
    public void close() throws IOException {
        ensemble.close();
    }

    private void setUp() throws IOException {
        try (Session session = Session.open(ensemble.leader().address(), SET_UP_PATIENCE)) {
            session.callAll(workload.setUp());
        }
    }

    private void warmUp() throws IOException {
        try (Load load = open(Shape.PIPELINED, "warm-up")) {
            load.run(settings.times().warmUp(), new LatencyHistogram());
            load.drain();
        }
    }
}
