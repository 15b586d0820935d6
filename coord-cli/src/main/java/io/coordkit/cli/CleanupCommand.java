package io.coordkit.cli;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.FileIo;
import io.coordkit.core.storage.Purge;
import io.coordkit.server.config.ConfigException;
import io.coordkit.server.config.StorageConfig;
import io.coordkit.server.config.ZooCfg;
import io.coordkit.server.storage.DiskFileIo;
import io.coordkit.server.text.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DateFormat;
import java.util.Date;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coord cleanup}: what {@code zkCleanup.sh} and {@code PurgeTxnLog} do. */
@Command(
        name = "cleanup",
        description = {
            "Delete old snapshots and logs.",
            "What is not needed to restore the newest snapshots goes. A server may be running meanwhile.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  coord cleanup zoo.cfg -n 5",
            "  coord cleanup /logs /data -n 3 --dry-run",
            "A server does it by itself where autopurge.purgeInterval is set."
        })
final class CleanupCommand implements Callable<Integer> {

    @Option(
            names = {"-n", "--count"},
            paramLabel = "COUNT",
            defaultValue = "3",
            description = "How many snapshots to keep, 3 or more. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(names = "--dry-run", description = "Only say what would be deleted.")
    private boolean dryRun;

    @Parameters(
            index = "0",
            paramLabel = "FILE|LOGDIR",
            description = "A zoo.cfg, or the directory with the logs (dataLogDir).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private Path where;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SNAPDIR",
            description = "The directory with the snapshots (dataDir). Default: LOGDIR.")
    private @Nullable Path snapshots;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (count < Purge.KEEP_MIN) {
            throw new ParameterException(
                    spec.commandLine(), "--count wants " + Purge.KEEP_MIN + " or more, not " + count);
        }
        DataDirectory directory = Files.isRegularFile(where) ? configured() : given();
        Purge.Plan plan = directory.purgePlan(count);
        plan.snapshots().forEach(name -> remove(directory.snapshotFiles(), name));
        plan.logs().forEach(name -> remove(directory.logFiles(), name));
        return CommandLine.ExitCode.OK;
    }

    private DataDirectory configured() {
        if (snapshots != null) {
            throw new ParameterException(spec.commandLine(), "a SNAPDIR goes with a LOGDIR, not with a file");
        }
        try {
            StorageConfig storage =
                    ZooCfg.read(where, System.getProperties()).config().storage();
            return directory(storage.logDirectory(), storage.dataDirectory());
        } catch (ConfigException wrong) {
            throw new CommandFailure(CommandFailure.reason(wrong), wrong);
        }
    }

    private DataDirectory given() {
        return directory(where, snapshots == null ? where : snapshots);
    }

    private static DataDirectory directory(Path logs, Path snapshots) {
        DiskFileIo snapshotFiles = open(snapshots);
        return new DataDirectory(snapshotFiles, logs.equals(snapshots) ? snapshotFiles : open(logs));
    }

    private static DiskFileIo open(Path path) {
        Path version = path.resolve(DataDirectory.VERSION_DIRECTORY);
        return DiskFileIo.open(Files.isDirectory(version) ? version : path, false);
    }

    /** In the words of the reference's tool. */
    private void remove(FileIo files, String name) {
        Path file = Path.of(files.location(name));
        spec.commandLine()
                .getOut()
                .println((dryRun ? "Would remove file: " : "Removing file: ") + changed(file) + "\t" + file);
        if (!dryRun) {
            files.delete(name);
        }
    }

    private static String changed(Path file) {
        try {
            return DateFormat.getDateTimeInstance()
                    .format(new Date(Files.getLastModifiedTime(file).toMillis()));
        } catch (IOException gone) {
            throw new CommandFailure(file + ": " + Reason.of(gone), gone);
        }
    }
}
