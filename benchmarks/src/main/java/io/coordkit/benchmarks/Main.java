package io.coordkit.benchmarks;

import io.coordkit.benchmarks.footprint.FootprintCommand;
import io.coordkit.benchmarks.hbase.HBaseCommand;
import io.coordkit.benchmarks.kafkagroup.RebalanceCommand;
import io.coordkit.benchmarks.report.Report;
import io.coordkit.benchmarks.report.ReportJson;
import io.coordkit.benchmarks.report.ReportTable;
import io.coordkit.benchmarks.rmstore.RmStoreCommand;
import io.coordkit.benchmarks.scaling.ScalingCommand;
import io.coordkit.benchmarks.server.Backend;
import io.coordkit.benchmarks.server.Deployment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the yardstick. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        sortOptions = false,
        subcommands = {
            FootprintCommand.class,
            RmStoreCommand.class,
            RebalanceCommand.class,
            HBaseCommand.class,
            ScalingCommand.class
        },
        description = "Puts the same load on our server and on Apache ZooKeeper in turn and prints the ratio.")
public final class Main implements Callable<Integer> {
    private static final String QUICK_SCENARIOS = "get/pipelined,get/single,set/pipelined,set/single";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "SCENARIO",
            description =
                    "Operations (get, exists, set, create, mixed), shapes (pipelined, single, parallel, fixed-rate) or "
                            + "both (get/pipelined); with three servers or more also failover, failover/followers and "
                            + "failover/leader. Default: all.")
    private List<String> filters = List.of();

    @Option(
            names = "--quick",
            description =
                    "A first impression in about a minute: 2 pairs, short windows, and unless scenarios are named "
                            + QUICK_SCENARIOS + ".")
    private boolean quick;

    @Option(
            names = "--servers",
            paramLabel = "N",
            description = "Of each backend: 1 (default) is standalone, 3 and 5 are ensembles.")
    private int servers = 1;

    @Option(names = "--pairs", paramLabel = "N", description = "Alternations. Default: 3, quick 2.")
    private Optional<Integer> pairs = Optional.empty();

    @Option(
            names = "--kills",
            paramLabel = "N",
            description = "Of the leader of each ensemble, in a failover. Default: 5, quick 2.")
    private Optional<Integer> kills = Optional.empty();

    @Option(names = "--seconds", paramLabel = "S", description = "Length of a window. Default: 2.5, quick 1.5.")
    private Optional<Double> seconds = Optional.empty();

    @Option(names = "--warm-up", paramLabel = "S", description = "For fresh servers. Default: 4, quick 2.")
    private Optional<Double> warmUp = Optional.empty();

    @Option(names = "--settle", paramLabel = "S", description = "Before each window and kill. Default: 0.5.")
    private double settle = 0.5;

    @Option(names = "--connections", paramLabel = "N", description = "In all shapes but single. Default: 8.")
    private int connections = 8;

    @Option(names = "--window", paramLabel = "N", description = "Unanswered per connection, pipelined. Default: 64.")
    private int window = 64;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Requests per second over all connections, fixed-rate and failover. Default: 1000.")
    private int rate = 1000;

    @Option(names = "--znodes", paramLabel = "N", description = "Znodes that are read and set. Default: 1000.")
    private int znodes = 1000;

    @Option(names = "--value-bytes", paramLabel = "N", description = "Size of a znode's data. Default: 100.")
    private int valueBytes = 100;

    @Option(names = "--candidate", paramLabel = "SERVER", description = "coordkit (default) or apache.")
    private Backend candidate = Backend.COORDKIT;

    @Option(names = "--baseline", paramLabel = "SERVER", description = "apache (default) or coordkit.")
    private Backend baseline = Backend.APACHE;

    @Option(
            names = "--jvm-argument",
            paramLabel = "ARG",
            description = "For every server; repeat for more. Default: -Xms1g -Xmx1g.")
    private List<String> jvmArguments = List.of("-Xms1g", "-Xmx1g");

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description =
                    "On the disk to measure; the servers' data is made and removed there. Default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of("benchmark-data");

    @Option(names = "--json", paramLabel = "FILE", description = "Write every sample and ratio there too.")
    private Optional<Path> json = Optional.empty();

    private Main() {}

    /** Exit code 0: a table was printed; 1: the run failed, with the reason on standard error; 2: wrong usage. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    commandLine.getErr().println("benchmarks: " + reason(failure));
                    return 1;
                });
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Report report = new Comparison(settings(), err::println).run();
        PrintWriter out = spec.commandLine().getOut();
        out.print(new ReportTable(report).render());
        out.flush();
        if (json.isPresent()) {
            ReportJson.write(report, json.get());
        }
        return 0;
    }

    private Settings settings() {
        return new Settings(
                candidate,
                baseline,
                selection(),
                pairs.orElse(quick ? 2 : 3),
                kills.orElse(quick ? 2 : 5),
                new Times(
                        duration(seconds.orElse(quick ? 1.5 : 2.5)),
                        duration(warmUp.orElse(quick ? 2.0 : 4.0)),
                        duration(settle)),
                new Traffic(connections, window, rate, znodes, valueBytes),
                new Deployment(servers, directory, jvmArguments));
    }

    private Selection selection() {
        if (!filters.isEmpty()) {
            return Selection.matching(filters, servers);
        }
        return quick ? Selection.matching(List.of(QUICK_SCENARIOS.split(",")), servers) : Selection.all(servers);
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static String reason(Exception failure) {
        return failure instanceof BenchmarkFailure ? String.valueOf(failure.getMessage()) : failure.toString();
    }
}
