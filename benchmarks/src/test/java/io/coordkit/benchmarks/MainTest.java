package io.coordkit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.benchmarks.report.Report;
import io.coordkit.benchmarks.report.ReportJson;
import io.coordkit.benchmarks.report.ScenarioResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole command on real servers in child processes, on short windows; nothing here looks at how fast it was. */
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void everyOperationAndShapeRunsAndIsReported() throws IOException {
        Path json = directory.resolve("report.json");
        int exitCode = run("--pairs=1", "--json=" + json);

        assertThat(err.toString()).doesNotContain("benchmarks:");
        assertThat(exitCode).isZero();
        Report report = ReportJson.read(json);
        assertThat(report.scenarios())
                .extracting(ScenarioResult::scenario)
                .containsExactlyElementsOf(Selection.all(1).labels());
        assertThat(report.scenarios()).allSatisfy(MainTest::isComplete);
        assertThat(out.toString())
                .contains("coordkit against apache")
                .contains("create/parallel, 1 server, 3 x 1 unanswered, 1 pairs");
        assertNoServerIsLeft();
    }

    @Test
    void pairsAlternate() throws IOException {
        assertThat(run("--pairs=2", "set/pipelined")).isZero();
        assertThat(err.toString().lines().map(line -> line.substring(0, line.indexOf(':'))))
                .containsExactly(
                        "set/pipelined pair 1/2 coordkit",
                        "set/pipelined pair 1/2 apache",
                        "set/pipelined pair 2/2 coordkit",
                        "set/pipelined pair 2/2 apache");
        assertThat(out.toString()).contains("set/pipelined, 1 server, 3 x 8 unanswered, 2 pairs");
    }

    @Test
    void threeServersOfEachServeALoadAndOutliveTheirLeader() throws IOException {
        Path json = directory.resolve("report.json");
        int exitCode = run(
                "--servers=3",
                "--pairs=1",
                "--kills=1",
                "--rate=500",
                "--jvm-argument=-Xmx128m",
                "--json=" + json,
                "failover/leader");

        assertThat(err.toString()).doesNotContain("benchmarks:");
        assertThat(exitCode).isZero();
        Report report = ReportJson.read(json);
        assertThat(report.conditions().servers()).isEqualTo(3);
        assertThat(report.failovers()).hasSize(1);
        assertThat(report.failovers().get(0).pairs()).hasSize(1).allSatisfy(pair -> {
            assertThat(pair.candidate().millis()).hasSize(1).allMatch(millis -> millis > 0);
            assertThat(pair.baseline().millis()).hasSize(1).allMatch(millis -> millis > 0);
        });
        assertThat(out.toString())
                .contains("coordkit against apache, 3 servers each")
                .contains("failover/leader, 3 servers, 3 connections, 500/s, 1 pairs of 1 kills");
        assertNoServerIsLeft();
    }

    @Test
    void aServerThatDoesNotStartEndsTheRunWithItsLastWords() throws IOException {
        assertThat(run("--jvm-argument=-Xmx1k", "get/single")).isEqualTo(1);
        assertThat(err.toString())
                .contains("benchmarks: coordkit did not start")
                .contains("Too small maximum heap");
        assertNoServerIsLeft();
    }

    @Test
    void badInputIsRefusedBeforeAnythingStarts() {
        assertThat(run("--pairs=0")).isEqualTo(1);
        assertThat(run("--seconds=0")).isEqualTo(1);
        assertThat(run("--value-bytes=2000000")).isEqualTo(1);
        assertThat(run("--servers=0")).isEqualTo(1);
        assertThat(run("--rate=0")).isEqualTo(1);
        assertThat(run("--kills=0")).isEqualTo(1);
        assertThat(run("failover")).isEqualTo(1);
        assertThat(run("put")).isEqualTo(1);
        assertThat(run("--window=many")).isEqualTo(2);
        assertThat(err.toString())
                .contains("pairs must be at least 1, not 0")
                .contains("times must not be negative")
                .contains("value-bytes must be at most")
                .contains("servers must be at least 1, not 0")
                .contains("rate must be at least 1, not 0")
                .contains("kills must be at least 1, not 0")
                .contains("no scenario matches 'failover' with --servers 1")
                .contains("no scenario matches 'put'")
                .contains("'many' is not an int")
                .doesNotContain("\tat ");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    private static void isComplete(ScenarioResult result) {
        assertThat(result.pairs()).hasSize(1).allSatisfy(pair -> {
            assertThat(pair.candidate().operations()).isPositive();
            assertThat(pair.baseline().operations()).isPositive();
            assertThat(pair.candidate().serverCpuMicrosPerOperation()).isNotNegative();
            assertThat(pair.baseline().serverCpuMicrosPerOperation()).isNotNegative();
        });
        assertThat(result.throughput().median()).isPositive();
        assertThat(result.latencyP50().median()).isPositive();
        assertThat(result.latencyP99().median()).isPositive();
    }

    private void assertNoServerIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("data"))) {
            assertThat(files).isEmpty();
        }
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--directory=" + directory.resolve("data"),
                "--seconds=0.25",
                "--warm-up=0.1",
                "--settle=0.1",
                "--connections=3",
                "--window=8",
                "--znodes=20"));
        all.addAll(Arrays.asList(arguments));
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(all.toArray(String[]::new));
    }
}
