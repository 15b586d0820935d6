package io.coordkit.cli;

import io.coordkit.cli.files.FilesFailure;
import io.coordkit.cli.files.PastState;
import io.coordkit.cli.files.Snapshot;
import io.coordkit.cli.files.SnapshotCheck;
import io.coordkit.cli.files.SnapshotComparison;
import io.coordkit.cli.files.SnapshotSummary;
import io.coordkit.cli.files.SnapshotText;
import io.coordkit.cli.json.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coord snapshot ...}: snapshots, read and never changed. */
@Command(
        name = "snapshot",
        description = {
            "Look into snapshots: dump, check, compare, go back in time.",
            "This server's snapshots or ZooKeeper's, also while a server uses them: they are only read. "
                    + "PATH is a snapshot file, or a directory (dataDir, or version-2 in it), which stands for the newest one in it.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  coord snapshot dump /data | less",
            "  coord snapshot summary --depth 2 /data /app",
            "  coord snapshot compare -n 100 -b 1000000 old/snapshot.1 /data",
            "  coord snapshot at 0x10000002a /data --into /tmp/restored",
            "Exit code 1: something is wrong, or is different."
        })
final class SnapshotCommand implements Runnable {

    private static final String JSON = "Print one JSON object per line.";
    private static final String PATH = "A snapshot, or a directory with some.";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    /** Called when no subcommand is given. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    @Command(description = "Show every znode, and the sessions.")
    int dump(
            @Option(
                            names = {"-d", "--data"},
                            description = "Data too, in base64, not only how long it is.")
                    boolean data,
            @Option(names = "--json", description = "Print one JSON object per znode and line, data included.")
                    boolean json,
            @Parameters(paramLabel = "PATH", description = PATH) Path path)
            throws FilesFailure {
        Snapshot snapshot = Snapshot.read(path);
        if (json) {
            snapshot.walk("/", (at, node) -> print(Json.line(SnapshotText.fields(at, node))));
        } else {
            new SnapshotText(snapshot, data, this::print).print();
        }
        return CommandLine.ExitCode.OK;
    }

    @Command(description = "Read snapshots to their end and check their checksums; of a directory, all of them.")
    int check(
            @Option(names = "--json", description = JSON) boolean json,
            @Parameters(paramLabel = "PATH", description = "A snapshot, or a directory with some.") Path path)
            throws FilesFailure {
        boolean good = true;
        for (SnapshotCheck.Report report : SnapshotCheck.of(path)) {
            good &= report.problem().isEmpty();
            print(json ? Json.line(report.fields()) : report.line());
        }
        return good ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    @Command(
            description = {
                "Compare two snapshots: -, + and ~ stand before znodes that only the left has, only the right has, or that "
                        + "differ. With -b or -n: only subtrees whose size differs by more than that.",
                ""
            })
    int compare(
            @Option(
                            names = {"-b", "--bytes"},
                            paramLabel = "N",
                            description = "Subtrees that differ by more than N bytes of data.")
                    @Nullable
                    Long bytes,
            @Option(
                            names = {"-n", "--nodes"},
                            paramLabel = "N",
                            description = "Subtrees that differ by more than N znodes.")
                    @Nullable
                    Long znodes,
            @Option(names = "--json", description = JSON) boolean json,
            @Parameters(index = "0", paramLabel = "LEFT", description = PATH) Path left,
            @Parameters(index = "1", paramLabel = "RIGHT", description = "Another.") Path right)
            throws FilesFailure {
        SnapshotComparison comparison = new SnapshotComparison(Snapshot.read(left), Snapshot.read(right));
        long[] differences = {0};
        Consumer<SnapshotComparison.Difference> sink = difference -> {
            differences[0]++;
            print(json ? Json.line(difference.fields()) : difference.line());
        };
        if (bytes == null && znodes == null) {
            comparison.forEach(sink);
        } else {
            comparison.forEachSubtree(
                    bytes == null ? Long.MAX_VALUE : bytes, znodes == null ? Long.MAX_VALUE : znodes, sink);
        }
        return differences[0] == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    @Command(description = "Show how many znodes and bytes are below each znode that has children.")
    int summary(
            @Option(
                            names = "--depth",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "Show only so many levels. Default: all.")
                    int depth,
            @Option(names = "--json", description = JSON) boolean json,
            @Parameters(index = "0", paramLabel = "PATH", description = PATH) Path path,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "ZNODE",
                            defaultValue = "/",
                            description = "Where to begin. Default: ${DEFAULT-VALUE}.")
                    String top)
            throws FilesFailure {
        new SnapshotSummary(Snapshot.read(path), top, depth)
                .forEach(line -> print(json ? Json.line(line.fields()) : line.text()));
        return CommandLine.ExitCode.OK;
    }

    @Command(
            description = {
                "Write a snapshot of the state after a transaction, made of an older snapshot and the logs. A server that is "
                        + "started on that file alone has that state.",
                ""
            })
    int at(
            @Parameters(index = "0", paramLabel = "ZXID", description = "The transaction, or 'latest'.") String zxid,
            @Parameters(index = "1", paramLabel = "DIR", description = "dataDir, or version-2 in it.") Path directory,
            @Option(names = "--logs", paramLabel = "DIR", description = "dataLogDir, where that is another one.")
                    @Nullable
                    Path logs,
            @Option(
                            names = "--into",
                            paramLabel = "DIR",
                            defaultValue = ".",
                            description = "Where to write snapshot.<zxid>. Default: the working directory.")
                    Path into,
            @Option(names = "--json", description = JSON) boolean json)
            throws FilesFailure {
        long wanted = zxid.equals("latest") ? Long.MAX_VALUE : CliNumbers.zxid(spec, "ZXID", zxid);
        PastState.Written written = PastState.write(wanted, directory, logs == null ? directory : logs, into);
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", written.file());
            fields.put("zxid", "0x" + Long.toHexString(written.zxid()));
            fields.put("znodes", written.znodes());
            fields.put("from", written.from());
            fields.put("replayed", written.replayed());
            print(Json.line(fields));
        } else {
            print(written.file() + ": " + written.znodes() + " znodes after 0x" + Long.toHexString(written.zxid())
                    + ", from " + (written.from().isEmpty() ? "the logs alone" : written.from()) + " and "
                    + written.replayed() + " transactions");
        }
        return CommandLine.ExitCode.OK;
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
