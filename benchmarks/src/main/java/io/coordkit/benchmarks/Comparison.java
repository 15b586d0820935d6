package io.coordkit.benchmarks;

import io.coordkit.benchmarks.report.FailoverResult;
import io.coordkit.benchmarks.report.Gaps;
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
import java.util.stream.Collectors;

/** The whole run: for each operation candidate, baseline, candidate, baseline, and so on, each time fresh servers. */
public final class Comparison {
    private final Settings settings;
    private final Workload workload;
    private final Consumer<String> progress;

    /**
     * @param progress is told each sample when it is taken, one line each
     */
    public Comparison(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.workload =
                new Workload(settings.traffic().znodes(), settings.traffic().valueBytes());
        this.progress = progress;
    }

    /** One half of a pair. */
    @FunctionalInterface
    private interface Measurement<T> {
        T on(Backend backend, int pair) throws IOException;
    }

    /**
     * Runs it; takes as long as the settings say and a few seconds more for each server.
     *
     * @throws BenchmarkFailure when a server does not start or gives a wrong reply
     * @throws IOException when a server breaks a connection or a file cannot be written
     */
    public Report run() throws IOException {
        String startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Files.createDirectories(settings.deployment().directory());
        Machine machine = Machine.describe(settings.deployment().directory());
        List<ScenarioResult> scenarios = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            scenarios.addAll(compare(operation));
        }
        List<FailoverResult> failovers = new ArrayList<>();
        for (Failover failover : settings.selection().failovers()) {
            failovers.add(compare(failover));
        }
        return new Report(
                startedAt,
                machine,
                settings.candidate().label(),
                settings.baseline().label(),
                settings.conditions(),
                scenarios,
                failovers);
    }

    private List<ScenarioResult> compare(Operation operation) throws IOException {
        List<Scenario> scenarios = settings.selection().scenarios().stream()
                .filter(scenario -> scenario.operation() == operation)
                .toList();
        if (scenarios.isEmpty()) {
            return List.of();
        }
        List<Shape> shapes = scenarios.stream().map(Scenario::shape).toList();
        Round round = new Round(settings, workload, operation);
        List<Pair<Map<Shape, Sample>>> pairs = alternate((backend, pair) -> {
            Map<Shape, Sample> samples = round.run(backend, shapes);
            scenarios.forEach(scenario -> tell(scenario, backend, pair, sample(samples, scenario)));
            return samples;
        });
        return scenarios.stream().map(scenario -> result(scenario, pairs)).toList();
    }

    private FailoverResult compare(Failover failover) throws IOException {
        FailoverRound round = new FailoverRound(settings, workload, failover);
        List<Pair<Gaps>> pairs = alternate((backend, pair) -> {
            Gaps gaps = round.run(backend);
            tell(failover, backend, pair, gaps);
            return gaps;
        });
        return FailoverResult.of(failover.label(), FailoverRound.demand(settings.traffic()), pairs);
    }

    private <T> List<Pair<T>> alternate(Measurement<T> measurement) throws IOException {
        List<Pair<T>> pairs = new ArrayList<>();
        for (int pair = 1; pair <= settings.pairs(); pair++) {
            T candidate = measurement.on(settings.candidate(), pair);
            pairs.add(new Pair<>(candidate, measurement.on(settings.baseline(), pair)));
        }
        return pairs;
    }

    private ScenarioResult result(Scenario scenario, List<Pair<Map<Shape, Sample>>> pairs) {
        List<Pair<Sample>> ofScenario = pairs.stream()
                .map(pair -> new Pair<>(sample(pair.candidate(), scenario), sample(pair.baseline(), scenario)))
                .toList();
        return ScenarioResult.of(scenario.label(), scenario.shape().demand(settings.traffic()), ofScenario);
    }

    private void tell(Scenario scenario, Backend backend, int pair, Sample sample) {
        String figures = String.format(
                Locale.ROOT,
                "%.1f us CPU each, %.0f/s",
                sample.serverCpuMicrosPerOperation(),
                sample.operationsPerSecond());
        tell(scenario.label(), backend, pair, figures);
    }

    private void tell(Failover failover, Backend backend, int pair, Gaps gaps) {
        String figures = gaps.millis().stream()
                .map(millis -> String.format(Locale.ROOT, "%.0f", millis))
                .collect(Collectors.joining(", "));
        tell(failover.label(), backend, pair, figures + " ms without an acknowledged write");
    }

    private void tell(String label, Backend backend, int pair, String figures) {
        progress.accept(String.format(
                Locale.ROOT, "%s pair %d/%d %s: %s", label, pair, settings.pairs(), backend.label(), figures));
    }

    private static Sample sample(Map<Shape, Sample> samples, Scenario scenario) {
        Sample sample = samples.get(scenario.shape());
        if (sample == null) {
            throw new IllegalStateException("no sample of " + scenario.label());
        }
        return sample;
    }
}
