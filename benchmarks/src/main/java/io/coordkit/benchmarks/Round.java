package io.coordkit.benchmarks;

import io.coordkit.benchmarks.load.LatencyHistogram;
import io.coordkit.benchmarks.load.Load;
import io.coordkit.benchmarks.report.Sample;
import io.coordkit.benchmarks.server.Backend;
import io.coordkit.benchmarks.server.CpuUse;
import io.coordkit.benchmarks.wire.Operation;
import io.coordkit.benchmarks.wire.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Fresh servers of one backend under the shapes of one operation. */
final class Round {
    private final Settings settings;
    private final Workload workload;
    private final Operation operation;

    Round(Settings settings, Workload workload, Operation operation) {
        this.settings = settings;
        this.workload = workload;
        this.operation = operation;
    }

    Map<Shape, Sample> run(Backend backend, List<Shape> shapes) throws IOException {
        try (WarmEnsemble servers = WarmEnsemble.start(settings, workload, operation, backend)) {
            Map<Shape, Sample> samples = new EnumMap<>(Shape.class);
            for (Shape shape : shapes) {
                samples.put(shape, measure(servers, shape));
            }
            return samples;
        }
    }

    private Sample measure(WarmEnsemble servers, Shape shape) throws IOException {
        try (Load load = servers.open(shape, shape.label())) {
            load.run(settings.times().settle(), new LatencyHistogram());
            LatencyHistogram latencies = new LatencyHistogram();
            CpuUse cpuBefore = CpuUse.now(servers.ensemble());
            long nanosBefore = System.nanoTime();
            load.run(settings.times().measured(), latencies);
            CpuUse cpu = CpuUse.now(servers.ensemble()).since(cpuBefore);
            Duration window = Duration.ofNanos(System.nanoTime() - nanosBefore);
            load.drain();
            return Sample.of(latencies, window, cpu);
        }
    }
}
