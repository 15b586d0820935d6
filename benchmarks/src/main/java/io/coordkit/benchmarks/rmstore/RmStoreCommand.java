package io.coordkit.benchmarks.rmstore;

import io.coordkit.benchmarks.BenchmarkFailure;
import io.coordkit.benchmarks.MeasurementOptions;
import io.coordkit.benchmarks.Turns;
import io.coordkit.benchmarks.report.Machine;
import io.coordkit.benchmarks.server.Backend;
import io.coordkit.benchmarks.server.Deployment;
import io.coordkit.benchmarks.server.Ensemble;
import java.io.IOException;
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

/** The command line of the comparison of stores. */
@Command(
        name = "rmstore",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Our ResourceManager state store against Hadoop's on the same server: rate, load time and memory.")
public final class RmStoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--applications", paramLabel = "N", description = "That are loaded. Default: 100000.")
    private int applications = 100_000;

    @Option(names = "--stores", paramLabel = "N", description = "That are stored, one after the other. Default: 5000.")
    private int stores = 5_000;

    @Option(names = "--pairs", paramLabel = "N", description = "Alternations. Default: 3.")
    private int pairs = 3;

    @Option(names = "--split", paramLabel = "N", description = "Split index of the applications. Default: 2.")
    private int split = 2;

    @Option(names = "--server", paramLabel = "SERVER", description = "coordkit (default) or apache.")
    private Backend server = Backend.COORDKIT;

    @Mixin
    private MeasurementOptions options = new MeasurementOptions();

    @Override
    public Integer call() throws IOException {
        Path place = options.place();
        Machine machine = Machine.describe(place);
        try (Ensemble ensemble = Ensemble.start(server, new Deployment(1, place, options.jvmArguments()))) {
            RmStoreResult result = measure(machine, ensemble.leader().address());
            PrintWriter out = spec.commandLine().getOut();
            out.print(result.render());
            out.flush();
            options.write(result);
        }
        return 0;
    }

    private RmStoreResult measure(Machine machine, InetSocketAddress address) throws IOException {
        StoreProcess processes =
                new StoreProcess(address.getHostString() + ":" + address.getPort(), options.jvmArguments(), split);
        processes.load(StoreKind.HADOOP, "/rmstore"); // makes the tree
        String root = "/rmstore/ZKRMStateRoot/RMAppRoot";
        new TreeFiller(split > 0 ? root + "/HIERARCHIES/" + split : root, split).fill(address, applications);
        List<RmStoreResult.Pair> loads = new ArrayList<>();
        List<RmStoreResult.Pair> stored = new ArrayList<>();
        for (int pair = 1; pair <= pairs; pair++) {
            Map<StoreKind, Figures> load = new EnumMap<>(StoreKind.class);
            Map<StoreKind, Figures> store = new EnumMap<>(StoreKind.class);
            for (StoreKind kind : Turns.of(pair, StoreKind.COORDKIT, StoreKind.HADOOP)) {
                load.put(kind, checked(kind, processes.load(kind, "/rmstore")));
                store.put(kind, processes.store(kind, "/" + kind.label() + pair, stores));
            }
            loads.add(pair(load));
            stored.add(pair(store));
            spec.commandLine().getErr().println("pair " + pair + " of " + pairs + ": " + loads.get(pair - 1));
        }
        return new RmStoreResult(machine, server, split, loads, stored);
    }

    private Figures checked(StoreKind kind, Figures figures) {
        if (figures.applications() != applications) {
            throw new BenchmarkFailure(
                    kind.label() + " loaded " + figures.applications() + " applications of " + applications);
        }
        return figures;
    }

    private static RmStoreResult.Pair pair(Map<StoreKind, Figures> figures) {
        return new RmStoreResult.Pair(
                Objects.requireNonNull(figures.get(StoreKind.COORDKIT)),
                Objects.requireNonNull(figures.get(StoreKind.HADOOP)));
    }
}
