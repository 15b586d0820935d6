package io.coordkit.benchmarks;

import io.coordkit.benchmarks.report.Machine;
import io.coordkit.benchmarks.report.Pair;
import io.coordkit.benchmarks.report.Report;
import io.coordkit.benchmarks.report.Sample;
import io.coordkit.benchmarks.report.ScenarioResult;
import io.coordkit.benchmarks.server.Backend;
import io.coordkit.benchmarks.wire.Operation;
import io.coordkit.benchmarks.wire.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The whole run: for each operation candidate, baseline, candidate, baseline, and so on, each time a fresh server. */
public final class Comparison {
    private final Settings settings;
    private final Workload workload;
    private final Consumer<String> progress;

    /**
     * @param progress is told each sample when it is taken, one line each
     */
    public Comparison(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.workload = new Workload(settings.znodes(), settings.valueBytes());
        this.progress = progress;
    }

    /**
     * Runs it; takes as long as the settings say and a few seconds more for each server.
     *
     * @throws BenchmarkFailure when a server does not start or gives a wrong reply
     * @throws IOException when a server breaks a connection or a file cannot be written
     */
    public Report run() throws IOException {
        String startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Files.createDirectories(settings.directory());
        Machine machine = Machine.describe(settings.directory());
        List<ScenarioResult> results = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            List<Shape> shapes = settings.scenarios().stream()
                    .filter(scenario -> scenario.operation() == operation)
                    .map(Scenario::shape)
                    .toList();
            if (!shapes.isEmpty()) {
                results.addAll(compare(operation, shapes));
            }
        }
        return new Report(
                startedAt,
                machine,
                settings.candidate().label(),
                settings.baseline().label(),
                settings.conditions(),
                results);
    }

    private List<ScenarioResult> compare(Operation operation, List<Shape> shapes) throws IOException {
        List<Map<Shape, Sample>> candidate = new ArrayList<>();
        List<Map<Shape, Sample>> baseline = new ArrayList<>();
        for (int pair = 1; pair <= settings.pairs(); pair++) {
            candidate.add(round(operation, shapes, pair, settings.candidate()));
            baseline.add(round(operation, shapes, pair, settings.baseline()));
        }
        List<ScenarioResult> results = new ArrayList<>();
        for (Shape shape : shapes) {
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < settings.pairs(); i++) {
                pairs.add(new Pair(sample(candidate.get(i), shape), sample(baseline.get(i), shape)));
            }
            String label = new Scenario(operation, shape).label();
            results.add(ScenarioResult.of(label, shape.connections(settings), shape.window(settings), pairs));
        }
        return results;
    }

    private Map<Shape, Sample> round(Operation operation, List<Shape> shapes, int pair, Backend backend)
            throws IOException {
        Map<Shape, Sample> samples = new Round(settings, workload, operation).run(backend, shapes);
        samples.forEach((shape, sample) -> progress.accept(String.format(
                Locale.ROOT,
                "%s pair %d/%d %s: %.1f us CPU each, %.0f/s",
                new Scenario(operation, shape).label(),
                pair,
                settings.pairs(),
                backend.label(),
                sample.serverCpuMicrosPerOperation(),
                sample.operationsPerSecond())));
        return samples;
    }

    private static Sample sample(Map<Shape, Sample> samples, Shape shape) {
        Sample sample = samples.get(shape);
        if (sample == null) {
            throw new IllegalStateException("no sample of " + shape);
        }
        return sample;
    }
}
