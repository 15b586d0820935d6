package io.coordkit.benchmarks;

import io.coordkit.benchmarks.load.LatencyHistogram;
import io.coordkit.benchmarks.load.Load;
import io.coordkit.benchmarks.load.Session;
import io.coordkit.benchmarks.report.Sample;
import io.coordkit.benchmarks.server.Backend;
import io.coordkit.benchmarks.server.CpuUse;
import io.coordkit.benchmarks.server.ServerProcess;
import io.coordkit.benchmarks.wire.Operation;
import io.coordkit.benchmarks.wire.RequestStream;
import io.coordkit.benchmarks.wire.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One fresh server under the shapes of one operation. A server serves one operation only, so that what one operation
 * leaves behind (a million znodes, a trained compiler) is no part of another's figure.
 */
final class Round {
    private static final Duration SET_UP_PATIENCE = Duration.ofSeconds(30);

    private final Settings settings;
    private final Workload workload;
    private final Operation operation;

    Round(Settings settings, Workload workload, Operation operation) {
        this.settings = settings;
        this.workload = workload;
        this.operation = operation;
    }

    Map<Shape, Sample> run(Backend backend, List<Shape> shapes) throws IOException {
        try (ServerProcess server = ServerProcess.start(backend, settings.directory(), settings.jvmArguments())) {
            setUp(server);
            try (Load load = open(server, Shape.PIPELINED, "warm-up")) {
                load.run(settings.warmUp(), new LatencyHistogram());
                load.drain();
            }
            Map<Shape, Sample> samples = new EnumMap<>(Shape.class);
            for (Shape shape : shapes) {
                samples.put(shape, measure(server, shape));
            }
            return samples;
        }
    }

    private void setUp(ServerProcess server) throws IOException {
        try (Session session = Session.open(server.address(), SET_UP_PATIENCE)) {
            session.callAll(workload.setUp());
        }
    }

    private Load open(ServerProcess server, Shape shape, String run) throws IOException {
        List<RequestStream> streams = IntStream.range(0, shape.connections(settings))
                .mapToObj(connection -> workload.requests(operation, run, connection))
                .toList();
        return Load.open(server.address(), streams, shape.window(settings));
    }

    private Sample measure(ServerProcess server, Shape shape) throws IOException {
        try (Load load = open(server, shape, shape.label())) {
            load.run(settings.settle(), new LatencyHistogram());
            LatencyHistogram latencies = new LatencyHistogram();
            CpuUse cpuBefore = CpuUse.now(server);
            long nanosBefore = System.nanoTime();
            load.run(settings.measured(), latencies);
            CpuUse cpu = CpuUse.now(server).since(cpuBefore);
            Duration window = Duration.ofNanos(System.nanoTime() - nanosBefore);
            load.drain();
            return Sample.of(latencies, window, cpu);
        }
    }
}
