package io.coordkit.benchmarks.kafkagroup;

import io.coordkit.benchmarks.MeasurementOptions;
import io.coordkit.benchmarks.report.Machine;
import io.coordkit.benchmarks.server.Backend;
import io.coordkit.benchmarks.server.Deployment;
import io.coordkit.benchmarks.server.Ensemble;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
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

/** The command line of the measurement of rebalances. */
@Command(
        name = "rebalance",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "A large consumer group in ZooKeeper: how long members that come and go take, in time and requests.")
public final class RebalanceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--members", paramLabel = "N", description = "Of the group. Default: 100.")
    private int members = 100;

    @Option(names = "--partitions", paramLabel = "N", description = "That they share. Default: 1000.")
    private int partitions = 1000;

    @Option(names = "--rounds", paramLabel = "N", description = "In each, members come and go. Default: 3.")
    private int rounds = 3;

    @Option(names = "--server", paramLabel = "SERVER", description = "coordkit (default) or apache.")
    private Backend server = Backend.COORDKIT;

    @Mixin
    private MeasurementOptions options = new MeasurementOptions();

    private final List<Step> steps = new ArrayList<>();

    /** What is written as JSON. */
    private record Result(Machine machine, Backend server, int members, int partitions, List<Step> steps) {}

    /** One change of the group. */
    private interface Change {
        void perform() throws InterruptedException;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path place = options.place();
        Machine machine = Machine.describe(place);
        try (Ensemble ensemble = Ensemble.start(server, new Deployment(1, place, options.jvmArguments()))) {
            InetSocketAddress address = ensemble.leader().address();
            try (Group group = new Group(address.getHostString() + ":" + address.getPort(), partitions)) {
                step(address, members + " join at once", () -> group.join(members));
                for (int round = 0; round < rounds; round++) {
                    step(address, "one leaves", group::leave);
                    step(address, "one joins", () -> group.join(1));
                    step(address, "one dies", group::die);
                    step(address, "one joins", () -> group.join(1));
                }
            }
        }
        options.write(new Result(machine, server, members, partitions, steps));
        return 0;
    }

    private void step(InetSocketAddress address, String what, Change change) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (steps.isEmpty()) {
            out.println("| what | seconds | requests | events |\n|---|---|---|---|");
        }
        Counters before = Counters.read(address);
        long began = System.nanoTime();
        change.perform();
        double seconds = (System.nanoTime() - began) / 1e9;
        Counters after = Counters.read(address);
        Step step = new Step(what, seconds, after.received() - before.received(), after.events() - before.events());
        steps.add(step);
        out.printf(
                Locale.ROOT, "| %s | %.2f | %d | %d |%n", step.what(), step.seconds(), step.requests(), step.events());
        out.flush();
    }
}
