package io.coordkit.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.coordkit.benchmarks.BenchmarkFailure;
import io.coordkit.benchmarks.load.LatencyHistogram;
import io.coordkit.benchmarks.server.CpuTime;
import io.coordkit.benchmarks.server.CpuUse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    private Path directory;

    @Test
    void theSpreadOfOddEvenAndSingleValues() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Spread(2.5, 1, 4));
        assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7));
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ratiosAreTakenWithinEachPairAndSummarisedAfterwards() {
        ScenarioResult result = ScenarioResult.of(
                "get/single",
                new Demand(1, 1, 0),
                List.of(
                        new Pair<>(sample(100, 5), sample(200, 10)),
                        new Pair<>(sample(100, 40), sample(50, 10)),
                        new Pair<>(sample(100, 20), sample(100, 10))));
        assertThat(result.throughput()).isEqualTo(new Spread(1, 0.5, 2));
        assertThat(result.cpuPerOperation()).isEqualTo(new Spread(2, 0.5, 4));
    }

    @Test
    void aSampleDividesWhatWasReadByTheOperations() {
        LatencyHistogram latencies = new LatencyHistogram();
        for (int i = 0; i < 1000; i++) {
            latencies.record(i < 995 ? 100_000 : 200_000);
        }
        CpuUse cpu = new CpuUse(new CpuTime(3_000_000, 1_000_000), new CpuTime(1_000_000, 0), 6_000_000);
        Sample sample = Sample.of(latencies, Duration.ofMillis(10), cpu);
        assertThat(sample.operationsPerSecond()).isCloseTo(100_000, within(1e-6));
        assertThat(sample.serverCpuMicrosPerOperation()).isCloseTo(4, within(1e-9));
        assertThat(sample.serverUserMicrosPerOperation()).isCloseTo(3, within(1e-9));
        assertThat(sample.latencyP99Micros()).isCloseTo(100, within(0.8));
        assertThat(sample.latencyP999Micros()).isCloseTo(200, within(1.6));
        assertThat(sample.serverCpuCores()).isCloseTo(0.4, within(1e-9));
        assertThat(sample.loadCpuCores()).isCloseTo(0.1, within(1e-9));
        assertThat(sample.otherCpuCores()).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void aWindowWithoutOperationsHasNoFigure() {
        LatencyHistogram latencies = new LatencyHistogram();
        CpuUse idle = new CpuUse(new CpuTime(0, 0), new CpuTime(0, 0), 0);
        assertThatThrownBy(() -> Sample.of(latencies, Duration.ofMillis(5), idle))
                .isInstanceOf(BenchmarkFailure.class)
                .hasMessageContaining("5 ms is too short");
    }

    @Test
    void theTableShowsMediansRatiosAndTheNumberOfPairs() {
        assertThat(new ReportTable(report()).render())
                .contains("coordkit against apache, 3 servers each")
                .contains("test processor, 2 cores")
                .contains("get/single, 3 servers, 1 x 1 unanswered, 2 pairs")
                .containsPattern("coordkit +6\\.2 +150")
                .containsPattern("apache +12\\.0 +100")
                .containsPattern("ratio +0\\.50 \\(0\\.40\\.\\.0\\.60\\) +1\\.50 \\(1\\.00\\.\\.2\\.00\\)");
    }

    @Test
    void theTableOfAFailoverShowsAllKillsAndTheRatioOfMedians() {
        assertThat(new ReportTable(report()).render())
                .contains("failover/leader, 3 servers, 8 connections, 1000/s, 2 pairs of 3 kills")
                .containsPattern("coordkit +25 +10 +60")
                .containsPattern("apache +200 +100 +400")
                .containsPattern("ratio +0\\.15 \\(0\\.10\\.\\.0\\.20\\)");
    }

    @Test
    void whatWasNotMeasuredIsNotExplained() {
        Report all = report();
        Report none = new Report(
                all.startedAt(),
                all.machine(),
                all.candidate(),
                all.baseline(),
                all.conditions(),
                List.of(),
                List.of());
        assertThat(new ReportTable(all).render())
                .contains("CPU is user + system")
                .contains("SIGKILL");
        assertThat(new ReportTable(none).render())
                .doesNotContain("CPU is user + system")
                .doesNotContain("SIGKILL");
    }

    @Test
    void jsonKeepsEverything() throws IOException {
        Path file = directory.resolve("report.json");
        ReportJson.write(report(), file);
        assertThat(ReportJson.read(file)).isEqualTo(report());
    }

    private static Report report() {
        ScenarioResult result = ScenarioResult.of(
                "get/single",
                new Demand(1, 1, 0),
                List.of(new Pair<>(sample(100, 4), sample(100, 10)), new Pair<>(sample(200, 8.4), sample(100, 14))));
        Machine machine = new Machine("test processor", 2, 1024, "Linux", "a JVM", "ext4", "0.00");
        FailoverResult failover = FailoverResult.of(
                "failover/leader",
                new Demand(8, 1, 1000),
                List.of(
                        new Pair<>(gaps(10, 20, 60), gaps(200, 200, 400)),
                        new Pair<>(gaps(20, 30, 60), gaps(100, 150, 300))));
        Report.Conditions conditions = new Report.Conditions(3, 2, 1, 1, 0.5, 10, 100, List.of("-Xmx1g"));
        return new Report(
                "2026-11-23T00:00:00Z", machine, "coordkit", "apache", conditions, List.of(result), List.of(failover));
    }

    private static Gaps gaps(double... millis) {
        return new Gaps(Arrays.stream(millis).boxed().toList());
    }

    private static Sample sample(double operationsPerSecond, double cpuMicros) {
        return new Sample(100, 1, operationsPerSecond, 50, 99, 110, 120, cpuMicros, cpuMicros, 0, 1, 0.2, 0);
    }
}
