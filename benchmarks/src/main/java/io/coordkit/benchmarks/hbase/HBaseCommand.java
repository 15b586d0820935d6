package io.coordkit.benchmarks.hbase;

import io.coordkit.benchmarks.MeasurementOptions;
import io.coordkit.benchmarks.Turns;
import io.coordkit.benchmarks.report.Machine;
import io.coordkit.benchmarks.server.Backend;
import io.coordkit.benchmarks.server.Deployment;
import io.coordkit.benchmarks.server.Ensemble;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of the measurement of HBase's coordination. */
@Command(
        name = "hbase",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Our HBase coordination on our server and on ZooKeeper: logs that many workers split, and regions in"
                        + " transition.")
public final class HBaseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--logs", paramLabel = "N", description = "To be split. Default: 10000.")
    private int logs = 10_000;

    @Option(names = "--workers", paramLabel = "N", description = "That split them. Default: 100.")
    private int workers = 100;

    @Option(names = "--regions", paramLabel = "N", description = "In transition. Default: 100000.")
    private int regions = 100_000;

    @Option(names = "--pairs", paramLabel = "N", description = "Alternations. Default: 3.")
    private int pairs = 3;

    @Mixin
    private MeasurementOptions options = new MeasurementOptions();

    @Override
    public Integer call() throws Exception {
        Path place = options.place();
        Machine machine = Machine.describe(place);
        List<HBaseResult.Pair> measured = new ArrayList<>();
        for (int pair = 1; pair <= pairs; pair++) {
            measured.add(pair(pair, place));
            spec.commandLine().getErr().println("pair " + pair + " of " + pairs + ": " + measured.get(pair - 1));
        }
        HBaseResult result = new HBaseResult(machine, logs, workers, regions, measured);
        PrintWriter out = spec.commandLine().getOut();
        out.print(result.render());
        out.flush();
        options.write(result);
        return 0;
    }

    private HBaseResult.Pair pair(int number, Path place) throws Exception {
        Map<Backend, Figures> figures = new EnumMap<>(Backend.class);
        for (Backend backend : Turns.of(number, Backend.COORDKIT, Backend.APACHE)) {
            figures.put(backend, measure(backend, place));
        }
        return new HBaseResult.Pair(
                Objects.requireNonNull(figures.get(Backend.COORDKIT)),
                Objects.requireNonNull(figures.get(Backend.APACHE)));
    }

    private Figures measure(Backend backend, Path place) throws Exception {
        try (Ensemble ensemble = Ensemble.start(backend, new Deployment(1, place, options.jvmArguments()))) {
            InetSocketAddress address = ensemble.leader().address();
            String connectString = address.getHostString() + ":" + address.getPort();
            double splitSeconds = new SplitRun(connectString, logs, workers).seconds();
            try (RegionsRun run = new RegionsRun(connectString, regions)) {
                return new Figures(splitSeconds, run.loadSeconds(), run.noticeMillis());
            }
        }
    }
}
