package io.coordkit.cli;

import io.coordkit.cli.files.FilesFailure;
import io.coordkit.cli.files.LogRepair;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coord log chop}. */
@Command(
        name = "chop",
        description = {
            "Write a new file with the transactions of a log up to and including one of them. The log stays as it is.",
            ""
        })
final class LogChopCommand implements Callable<Integer> {

    @Option(
            names = {"-z", "--zxid"},
            required = true,
            paramLabel = "ZXID",
            description = "The last transaction to keep.")
    private String zxid = "";

    @Option(
            names = {"-o", "--out"},
            paramLabel = "NEW",
            description = "The new file. Default: FILE.chopped<zxid, decimal>, as ZooKeeper's toolkit names it.")
    private @Nullable Path target;

    @Parameters(paramLabel = "FILE", description = "A log file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    @Override
    public Integer call() throws FilesFailure {
        long last = CliNumbers.zxid(spec, "--zxid", zxid);
        Path to = target == null ? Path.of(file + ".chopped" + last) : target;
        LogRepair.Result result = new LogRepair(file, to).chop(last);
        spec.commandLine().getOut().println(to + ": " + result.records() + " records, " + result.bytes() + " bytes");
        return CommandLine.ExitCode.OK;
    }
}
