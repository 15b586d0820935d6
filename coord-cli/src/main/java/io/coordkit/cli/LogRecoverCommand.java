package io.coordkit.cli;

import io.coordkit.cli.files.EntryView;
import io.coordkit.cli.files.FilesFailure;
import io.coordkit.cli.files.LogEntry;
import io.coordkit.cli.files.LogRepair;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coord log recover}. */
@Command(
        name = "recover",
        description = {
            "Write a new file with what can be read of a damaged log. The log stays as it is. A record that is whole but has a wrong "
                    + "checksum is shown, and you are asked whether to keep it with a right one; otherwise the new file ends "
                    + "before it.",
            ""
        },
        footer = {"", "What is cut off is lost on this server only: the other servers of an ensemble still have it."})
final class LogRecoverCommand implements Callable<Integer> {

    @Option(
            names = {"-y", "--yes"},
            description = "Keep all records with a wrong checksum, without asking.")
    private boolean yes;

    @Option(names = "--cut", description = "End before the first record with a wrong checksum, without asking.")
    private boolean cut;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "NEW",
            description = "The new file. Default: FILE.fixed, as ZooKeeper's toolkit names it.")
    private @Nullable Path target;

    @Parameters(paramLabel = "FILE", description = "A log file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    @Override
    public Integer call() throws FilesFailure {
        if (yes && cut) {
            throw new CommandLine.ParameterException(spec.commandLine(), "either --yes or --cut, not both");
        }
        Path to = target == null ? Path.of(file + ".fixed") : target;
        Optional<LogRepair.Result> result = new LogRepair(file, to).recover(decision());
        PrintWriter out = spec.commandLine().getOut();
        if (result.isEmpty()) {
            out.println(file + ": nothing is wrong with it; no file was written");
            return CommandLine.ExitCode.OK;
        }
        result.get().end().ifPresent(end -> out.println("cut off at " + end));
        out.println(
                to + ": " + result.get().records() + " records, " + result.get().corrected()
                        + " of them with a new checksum, " + result.get().bytes() + " bytes");
        return CommandLine.ExitCode.OK;
    }

    private Predicate<LogEntry> decision() {
        if (yes || cut) {
            return damaged -> yes;
        }
        BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return damaged -> ask(damaged, answers);
    }

    private boolean ask(LogEntry damaged, BufferedReader answers) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("offset " + damaged.offset() + ": " + damaged.damage().orElse(""));
        out.println(EntryView.line(damaged));
        while (true) {
            out.print("Keep it, with a right checksum? (yes/no/abort) ");
            out.flush();
            switch (answer(answers)) {
                case "y", "yes" -> {
                    return true;
                }
                case "n", "no" -> {
                    return false;
                }
                case "a", "abort", "" -> throw new CommandFailure("stopped; no file was written");
                default -> out.println("yes, no or abort, please");
            }
        }
    }

    /** Nobody there is an abort. */
    private static String answer(BufferedReader answers) {
        try {
            String line = answers.readLine();
            return line == null ? "" : line.strip().toLowerCase(Locale.ROOT);
        } catch (IOException gone) {
            return "";
        }
    }
}
