package io.coordkit.benchmarks;

import io.coordkit.benchmarks.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What every measurement of its own is told: how processes are started, and where data and figures go. */
public final class MeasurementOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--jvm-argument", paramLabel = "ARG", description = "For every process. Default: -Xmx2g.")
    private List<String> jvmArguments = List.of("-Xmx2g");

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "For the servers' data. Default: that of the other measurements.")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there too.")
    private Optional<Path> json = Optional.empty();

    /** Arguments of each JVM that is started. */
    public List<String> jvmArguments() {
        return jvmArguments;
    }

    /** The directory for the servers' data, which is there now. */
    public Path place() throws IOException {
        return Files.createDirectories(directory.orElseGet(this::placeOfOthers));
    }

    private Path placeOfOthers() {
        CommandSpec parent = spec.parent();
        return parent == null
                ? Path.of("benchmark-data")
                : parent.findOption("--directory").getValue();
    }

    /** Writes the figures as JSON if that was asked for. */
    public void write(Object figures) throws IOException {
        if (json.isPresent()) {
            ReportJson.write(figures, json.get());
        }
    }
}
