package io.coordkit.cli;

import io.coordkit.cli.doctor.Doctor;
import io.coordkit.cli.doctor.Finding;
import io.coordkit.cli.json.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coord doctor}. */
@Command(
        name = "doctor",
        description = {
            "Say what is wrong with a server, and what to do.",
            "Examines a configuration, this machine, the data directory and, if it runs, the ensemble. To "
                    + "be run where the server runs, as its user; nothing is changed.",
            ""
        },
        footer = {
            "",
            "The ensemble is asked through the four-letter word srvr, so Apache's servers answer, too.",
            "Exit code 0: no problem (there may be warnings); 1: a problem."
        })
final class DoctorCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print one JSON object per finding and line, the verdict last.")
    private boolean json;

    @Option(
            names = "--no-write",
            description = "Do not write the small file that shows how long an fsync takes (it is deleted again).")
    private boolean noWrite;

    @Parameters(paramLabel = "FILE", description = "A zoo.cfg.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    private final Map<Finding.Level, Integer> counts = new EnumMap<>(Finding.Level.class);
    private Finding.Area area = Finding.Area.CONFIGURATION;
    private boolean begun;

    @Override
    public Integer call() {
        LogOutput.silence();
        new Doctor(file, System.getProperties(), !noWrite).examine(this::print);
        boolean healthy = count(Finding.Level.PROBLEM) == 0;
        printVerdict(healthy);
        return healthy ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void print(Finding finding) {
        counts.merge(finding.level(), 1, Integer::sum);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(finding.fields()));
            return;
        }
        if (!begun || area != finding.area()) {
            out.println(finding.area().name().toLowerCase(Locale.ROOT));
            area = finding.area();
            begun = true;
        }
        out.printf("  %-8s %s%n", finding.level().label(), finding.text());
        if (!finding.advice().isEmpty()) {
            out.println("           -> " + finding.advice());
        }
    }

    private void printVerdict(boolean healthy) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("healthy", healthy);
            fields.put("problems", count(Finding.Level.PROBLEM));
            fields.put("warnings", count(Finding.Level.WARNING));
            out.println(Json.line(fields));
        } else {
            out.println((healthy ? "healthy" : "not healthy") + ": " + count(Finding.Level.PROBLEM) + " problems, "
                    + count(Finding.Level.WARNING) + " warnings");
        }
    }

    private int count(Finding.Level level) {
        return counts.getOrDefault(level, 0);
    }
}
