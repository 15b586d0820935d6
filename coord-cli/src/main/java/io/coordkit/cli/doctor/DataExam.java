package io.coordkit.cli.doctor;

import io.coordkit.cli.files.FilesFailure;
import io.coordkit.cli.files.LogCheck;
import io.coordkit.cli.files.PastState;
import io.coordkit.cli.files.SnapshotCheck;
import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.HardStateFile;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.txn.Zxid;
import io.coordkit.server.config.ServerConfig;
import io.coordkit.server.config.StorageConfig;
import io.coordkit.server.storage.DiskFileIo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Are the files what a server can start from? They are read to the end, and not changed. */
final class DataExam {

    private static final String RESTORE =
            "with an ensemble: move the directory away and let the server fetch everything from the "
                    + "others; else see 'coord log recover' and 'coord snapshot at'";

    private final Findings findings = new Findings(Finding.Area.DATA);
    private final StorageConfig storage;
    private final boolean ensemble;

    DataExam(ServerConfig config) {
        this.storage = config.storage();
        this.ensemble = config.member().isPresent();
    }

    List<Finding> run() {
        Path snapshots = version(storage.dataDirectory());
        Path logs = version(storage.logDirectory());
        if (!Files.isDirectory(snapshots) && !Files.isDirectory(logs)) {
            findings.note("there is no data yet", "");
            return findings.all();
        }
        try {
            examine(snapshots, Files.isDirectory(logs) ? logs : snapshots);
        } catch (StorageException | FilesFailure failed) {
            findings.problem(String.valueOf(failed.getMessage()), RESTORE);
        }
        return findings.all();
    }

    private static Path version(Path directory) {
        return directory.toAbsolutePath().normalize().resolve(DataDirectory.VERSION_DIRECTORY);
    }

    private void examine(Path snapshots, Path logs) throws FilesFailure {
        DataDirectory directory = PastState.directory(snapshots, logs);
        if (directory.isEmpty()) {
            findings.note("there is no data yet", "");
            return;
        }
        directory.check(storage.snapshots().trustMissing());
        if (!directory.snapshots().isEmpty()) {
            snapshots(snapshots);
        }
        if (!directory.logs().isEmpty()) {
            logs(logs);
        }
        long last = start(snapshots, logs);
        if (ensemble) {
            epochs(snapshots, last);
        }
    }

    private void snapshots(Path directory) throws FilesFailure {
        List<SnapshotCheck.Report> reports = SnapshotCheck.of(directory);
        reports.forEach(report -> report.problem()
                .ifPresent(problem -> findings.warning(
                        problem,
                        "a server passes it over and takes an older one, if the logs go back that far; delete it")));
        long good =
                reports.stream().filter(report -> report.problem().isEmpty()).count();
        if (good > 0) {
            findings.good(good + (good == 1 ? " snapshot" : " snapshots") + " can be read");
        }
    }

    private void logs(Path directory) throws FilesFailure {
        List<LogCheck.FileReport> reports = LogCheck.of(List.of(directory));
        for (LogCheck.FileReport report : reports) {
            report.problems().forEach(problem -> findings.problem(report.file() + ": " + problem, RESTORE));
            report.remarks().forEach(remark -> findings.note(report.file() + ": " + remark, ""));
        }
        long records = reports.stream().mapToLong(LogCheck.FileReport::records).sum();
        findings.good(reports.size() + (reports.size() == 1 ? " log" : " logs") + " with " + records + " transactions");
    }

    /** What a server would do, without the repairs. */
    private long start(Path snapshots, Path logs) throws FilesFailure {
        PastState.Found state = PastState.latest(snapshots, logs);
        findings.good(
                "a server would start with " + state.znodes() + " znodes at zxid 0x" + Long.toHexString(state.zxid()));
        return state.zxid();
    }

    private void epochs(Path snapshots, long lastZxid) {
        HardStateFile epochs = new HardStateFile(DiskFileIo.forReading(snapshots));
        OptionalLong accepted = epochs.acceptedEpoch();
        OptionalLong current = epochs.currentEpoch();
        if (accepted.isEmpty() || current.isEmpty()) {
            findings.note("acceptedEpoch or currentEpoch is not there", "the server makes it of the last zxid");
            return;
        }
        if (accepted.getAsLong() < current.getAsLong()) {
            findings.problem(
                    "acceptedEpoch " + accepted.getAsLong() + " is behind currentEpoch " + current.getAsLong(),
                    "one of them was copied or edited; no server starts with that. " + RESTORE);
        } else if (Zxid.epoch(lastZxid) > current.getAsLong()) {
            findings.warning(
                    "the last transaction is of epoch " + Zxid.epoch(lastZxid) + ", but currentEpoch says "
                            + current.getAsLong(),
                    "this server starts and raises it; Apache's refuses to start");
        } else {
            findings.good("the epochs agree with the logs (accepted " + accepted.getAsLong() + ", current "
                    + current.getAsLong() + ")");
        }
    }
}
