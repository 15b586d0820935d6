package io.coordkit.benchmarks.footprint;

import io.coordkit.benchmarks.MeasurementOptions;
import io.coordkit.benchmarks.report.Machine;
import io.coordkit.benchmarks.server.Backend;
import io.coordkit.benchmarks.server.Deployment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of the scales. */
@Command(
        name = "footprint",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Memory and idle processor time of one server with many znodes, idle sessions and watches.")
public final class FootprintCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--znodes", paramLabel = "N", description = "Default: 100000.")
    private int znodes = 100_000;

    @Option(names = "--sessions", paramLabel = "N", description = "Default: 10000. Needs as many open files.")
    private int sessions = 10_000;

    @Option(names = "--watches", paramLabel = "N", description = "Default: 1000000.")
    private int watches = 1_000_000;

    @Option(names = "--server", paramLabel = "SERVER", description = "coordkit, apache; repeat. Default: both.")
    private List<Backend> servers = List.of(Backend.COORDKIT, Backend.APACHE);

    @Mixin
    private MeasurementOptions options = new MeasurementOptions();

    /** Everything that is written as JSON. */
    private record Result(Machine machine, int znodes, int sessions, int watches, List<Footprint> footprints) {}

    @Override
    public Integer call() throws IOException {
        Path place = options.place();
        PrintWriter out = spec.commandLine().getOut();
        out.println("| server | heap per znode | per idle session | per watch | live heap | process | idle CPU |");
        out.println("|---|---|---|---|---|---|---|");
        List<Footprint> footprints = new ArrayList<>();
        for (Backend backend : servers) {
            Holdings holdings = new Holdings(znodes, sessions, watches);
            Footprint footprint =
                    new FootprintRun(holdings, new Deployment(1, place, options.jvmArguments())).on(backend);
            footprints.add(footprint);
            out.println(row(footprint));
            out.flush();
        }
        options.write(new Result(Machine.describe(place), znodes, sessions, watches, footprints));
        return 0;
    }

    private static String row(Footprint footprint) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f B | %.0f B | %.0f B | %.0f MiB | %.0f MiB | %.0f ms/s |",
                footprint.server(),
                footprint.heapPerZnode(),
                footprint.heapPerSession(),
                footprint.heapPerWatch(),
                footprint.heapMegabytes(),
                footprint.residentMegabytes(),
                footprint.idleCpuMillisPerSecond());
    }
}
