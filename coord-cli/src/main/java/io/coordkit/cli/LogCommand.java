package io.coordkit.cli;

import io.coordkit.cli.files.EntryView;
import io.coordkit.cli.files.FilesFailure;
import io.coordkit.cli.files.LogCheck;
import io.coordkit.cli.files.LogComparison;
import io.coordkit.cli.files.LogEntry;
import io.coordkit.cli.files.LogFile;
import io.coordkit.cli.files.LogSearch;
import io.coordkit.cli.files.Logs;
import io.coordkit.cli.files.Moment;
import io.coordkit.cli.json.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coord log ...}: transaction logs, read and never changed. */
@Command(
        name = "log",
        description = {
            "Look into transaction logs: dump, check, search, compare, repair.",
            "This server's logs or ZooKeeper's, also while a server uses them: they are only read. PATH is "
                    + "a log file, or a directory with logs (dataLogDir, or version-2 in it).",
            ""
        },
        subcommands = {LogChopCommand.class, LogRecoverCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  coord log dump /data/version-2/log.1 | less",
            "  coord log check /data",
            "  coord log search --path /app/leader --from 2026-11-23T10:00 /data",
            "  coord log compare /data1 /data2",
            "Exit code 1: something is wrong, is different, or was not found."
        })
final class LogCommand implements Runnable {

    private static final String JSON = "Print one JSON object per line.";
    private static final String PATHS = "Log files, or directories.";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    /** Called when no subcommand is given. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    @Command(description = "Show every transaction, a line each; damaged ones too.")
    int dump(
            @Option(names = "--json", description = JSON) boolean json,
            @Parameters(paramLabel = "PATH", arity = "1..*", description = PATHS) List<Path> paths)
            throws FilesFailure {
        boolean good = true;
        try (Logs logs = Logs.of(paths)) {
            for (Optional<LogFile> file = logs.nextFile(); file.isPresent(); file = logs.nextFile()) {
                good &= json ? dumpJson(file.get()) : dumpText(file.get());
            }
        }
        return good ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private boolean dumpText(LogFile file) {
        print("ZooKeeper Transactional Log File with dbid 0 txnlog format version 2");
        boolean good = true;
        long count = 0;
        for (Optional<LogEntry> next = file.next(); next.isPresent(); next = file.next()) {
            LogEntry entry = next.get();
            if (entry.damage().isPresent()) {
                good = false;
                print("DAMAGED at offset " + entry.offset() + ": "
                        + entry.damage().get());
            }
            if (entry.logged().isPresent()) {
                print(EntryView.line(entry));
            }
            count++;
        }
        file.badEnd().ifPresent(end -> print("ENDS IN " + end));
        print("EOF reached after " + count + " txns.");
        return good && file.badEnd().isEmpty();
    }

    private boolean dumpJson(LogFile file) {
        boolean good = true;
        for (Optional<LogEntry> next = file.next(); next.isPresent(); next = file.next()) {
            good &= next.get().damage().isEmpty();
            print(Json.line(EntryView.fields(next.get())));
        }
        return good && file.badEnd().isEmpty();
    }

    @Command(
            description = {
                "Look for damage: checksums, records that mean nothing, zxids out of order, gaps in and between files, names that "
                        + "are not the first zxid.",
                ""
            })
    int check(
            @Option(names = "--json", description = JSON) boolean json,
            @Parameters(paramLabel = "PATH", arity = "1..*", description = PATHS) List<Path> paths)
            throws FilesFailure {
        long problems = 0;
        for (LogCheck.FileReport report : LogCheck.of(paths)) {
            problems += report.problems().size();
            if (json) {
                print(Json.line(fields(report)));
            } else {
                printReport(report);
            }
        }
        if (!json) {
            print(problems == 0 ? "nothing is wrong" : problems + (problems == 1 ? " problem" : " problems"));
        }
        return problems == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void printReport(LogCheck.FileReport report) {
        String range = report.records() == 0
                ? ""
                : ", 0x" + Long.toHexString(report.firstZxid()) + " to 0x" + Long.toHexString(report.lastZxid());
        print(report.file() + ": " + report.records() + " records" + range);
        report.problems().forEach(problem -> print("  PROBLEM " + problem));
        report.remarks().forEach(remark -> print("  note: " + remark));
    }

    private static Map<String, Object> fields(LogCheck.FileReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", report.file());
        fields.put("records", report.records());
        fields.put("firstZxid", "0x" + Long.toHexString(report.firstZxid()));
        fields.put("lastZxid", "0x" + Long.toHexString(report.lastZxid()));
        fields.put("problems", report.problems());
        fields.put("remarks", report.remarks());
        return fields;
    }

    @Command(
            description = {
                "Compare two logs where both have something; servers of one ensemble must have the same, byte for byte.",
                ""
            })
    int compare(
            @Option(names = "--json", description = JSON) boolean json,
            @Parameters(index = "0", paramLabel = "LEFT", description = "A log file, or a directory.") Path left,
            @Parameters(index = "1", paramLabel = "RIGHT", description = "Another.") Path right)
            throws FilesFailure {
        LogComparison.Result result = LogComparison.of(left, right, difference -> printDifference(difference, json));
        if (!json) {
            print(result.same() + " transactions are the same, " + result.differences() + " differ");
            print("only left: " + result.before().left() + " from before the other begins, "
                    + result.after().left() + " from after its end");
            print("only right: " + result.before().right() + " and "
                    + result.after().right());
        }
        return result.differences() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void printDifference(LogComparison.Difference difference, boolean json) {
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("zxid", "0x" + Long.toHexString(difference.zxid()));
            difference.left().ifPresent(entry -> fields.put("left", EntryView.fields(entry)));
            difference.right().ifPresent(entry -> fields.put("right", EntryView.fields(entry)));
            print(Json.line(fields));
        } else {
            difference.left().ifPresent(entry -> print("< " + EntryView.line(entry)));
            difference.right().ifPresent(entry -> print("> " + EntryView.line(entry)));
        }
    }

    @Command(
            description = {
                "Who changed this znode, when, from which session? Looks through the logs that are left; refused requests "
                        + "changed nothing and are not found.",
                ""
            },
            footer = {
                "",
                "A MOMENT is a zxid (0x10000002a) or a time of the leader's clock (2026-11-23, 2026-11-23T10:15:30, also with Z)."
            })
    int search(
            @Option(names = "--path", paramLabel = "ZNODE", description = "The znode; without a chroot.") @Nullable
                    String path,
            @Option(
                            names = {"-R", "--recursive"},
                            description = "Everything below it, too.")
                    boolean below,
            @Option(names = "--session", paramLabel = "ID", description = "Only what this session asked for.") @Nullable
                    String session,
            @Option(names = "--from", paramLabel = "MOMENT", description = "Not before.") @Nullable String from,
            @Option(names = "--to", paramLabel = "MOMENT", description = "Not after.") @Nullable String to,
            @Option(names = "--json", description = JSON) boolean json,
            @Parameters(paramLabel = "PATH", arity = "1..*", description = PATHS) List<Path> paths)
            throws FilesFailure {
        LogSearch.Query query = new LogSearch.Query(
                Optional.ofNullable(path),
                below,
                CliNumbers.optionalZxid(spec, "--session", session),
                moment("--from", from),
                moment("--to", to));
        long[] found = {0};
        new LogSearch(query).in(paths, finding -> {
            found[0]++;
            print(json ? Json.line(finding.fields()) : finding.line());
        });
        return found[0] > 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private Optional<Moment> moment(String option, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        return Optional.of(Moment.parse(text)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), option + " wants a zxid or a time such as 2026-11-23T10:15, not " + text)));
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
