package io.coordkit.benchmarks.scaling;

import io.coordkit.benchmarks.MeasurementOptions;
import io.coordkit.benchmarks.report.Machine;
import io.coordkit.benchmarks.server.Backend;
import io.coordkit.benchmarks.server.Deployment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of the measurement of sizes. */
@Command(
        name = "scaling",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "CPU time of each server per read and per write, by its role, in ensembles of several sizes.")
public final class ScalingCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--size",
            paramLabel = "VOTERS+OBSERVERS",
            description = "Repeat for more. Default: 3+0, 3+2 and 5+0.")
    private List<String> sizes = List.of("3+0", "3+2", "5+0");

    @Option(names = "--seconds", paramLabel = "S", description = "Of a window, and before it. Default: 2.")
    private int seconds = 2;

    @Option(names = "--server", paramLabel = "SERVER", description = "coordkit (default) or apache.")
    private Backend server = Backend.COORDKIT;

    @Mixin
    private MeasurementOptions options = new MeasurementOptions();

    /** Everything that is written as JSON. */
    private record Result(Machine machine, List<Figure> figures) {}

    @Override
    public Integer call() throws IOException {
        Path place = options.place();
        List<Size> all = sizes.stream().map(Size::parse).toList();
        PrintWriter out = spec.commandLine().getOut();
        out.println(Figure.HEAD);
        List<Figure> figures = new ArrayList<>();
        for (Size size : all) {
            Deployment deployment = new Deployment(size.voters(), size.observers(), place, options.jvmArguments());
            new ScalingRun(size, Duration.ofSeconds(seconds)).on(server, deployment, figure -> {
                figures.add(figure);
                out.println(figure.row());
                out.flush();
            });
        }
        options.write(new Result(Machine.describe(place), figures));
        return 0;
    }
}
