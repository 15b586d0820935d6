package io.coordkit.core.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * The {@code version-2} directory (or the two of them: snapshots with epoch files, and logs): names, order, and which
 * states a server may start from.
 *
 * <p>Files are ordered by the zxid in their name, never by time. Temporary files start with {@code tmp.}, so that
 * neither we nor Apache ZooKeeper take them for anything else.
 */
public final class DataDirectory {
    /** The sub-directory of dataDir and dataLogDir that holds all files of this format. */
    public static final String VERSION_DIRECTORY = "version-2";

    /** Prefix of files that are not complete yet. */
    public static final String TEMPORARY_PREFIX = "tmp.";

    private static final String LOG_PREFIX = "log.";
    private static final String SNAPSHOT_PREFIX = "snapshot.";
    private static final int CANDIDATES_MAX = 100;

    private final FileIo snapshotFiles;
    private final FileIo logFiles;
    private final SnapshotCodec codec;

    /** With plain snapshots. Pass the same instance twice when snapshots and logs share a directory. */
    public DataDirectory(FileIo snapshotFiles, FileIo logFiles) {
        this(snapshotFiles, logFiles, SnapshotCodec.PLAIN);
    }

    /** With snapshots that are written and read through {@code codec}. */
    public DataDirectory(FileIo snapshotFiles, FileIo logFiles, SnapshotCodec codec) {
        this.snapshotFiles = snapshotFiles;
        this.logFiles = logFiles;
        this.codec = codec;
    }

    /** The file name of a log that starts at this zxid. */
    public static String logName(long zxid) {
        return LOG_PREFIX + Long.toHexString(zxid);
    }

    /** The file name of a snapshot started at this zxid, if it is plain. */
    public static String snapshotName(long zxid) {
        return SNAPSHOT_PREFIX + Long.toHexString(zxid);
    }

    /** The zxid in a log's name; empty if this is no log's name. */
    public static OptionalLong logZxid(String name) {
        return name.startsWith(LOG_PREFIX) ? parseZxid(name.substring(LOG_PREFIX.length())) : OptionalLong.empty();
    }

    /** The zxid in a snapshot's name, compressed ones included; empty if this is no snapshot's name. */
    public static OptionalLong snapshotZxid(String name) {
        return name.startsWith(SNAPSHOT_PREFIX)
                ? parseZxid(SnapshotFormat.withoutSuffix(name.substring(SNAPSHOT_PREFIX.length())))
                : OptionalLong.empty();
    }

    static OptionalLong parseZxid(String hex) {
        if (hex.isEmpty() || hex.length() > 16) {
            return OptionalLong.empty();
        }
        for (int i = 0; i < hex.length(); i++) {
            if ("0123456789abcdefABCDEF".indexOf(hex.charAt(i)) < 0) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(Long.parseUnsignedLong(hex, 16));
    }

    /** The names of the log files of a directory, by zxid. */
    static List<String> logNames(FileIo files) {
        List<String> names = new ArrayList<>(files.list());
        names.removeIf(name -> logZxid(name).isEmpty());
        names.sort(Comparator.comparingLong(name -> logZxid(name).orElseThrow()));
        return names;
    }

    private static List<String> snapshotNames(FileIo files) {
        List<String> names = new ArrayList<>(files.list());
        names.removeIf(name -> snapshotZxid(name).isEmpty());
        names.sort(Comparator.comparingLong(name -> snapshotZxid(name).orElseThrow()));
        return names;
    }

    /** The directory of snapshots and epoch files. */
    public FileIo snapshotFiles() {
        return snapshotFiles;
    }

    /** The directory of log files. */
    public FileIo logFiles() {
        return logFiles;
    }

    /** What is between the bytes of a snapshot and its file. */
    public SnapshotCodec codec() {
        return codec;
    }

    /** Names of all snapshots, usable or not, by zxid. */
    public List<String> snapshots() {
        return snapshotNames(snapshotFiles);
    }

    /** Names of all logs, by zxid. */
    public List<String> logs() {
        return logNames(logFiles);
    }

    /** Whether there is neither snapshot nor log: the start of a new database. */
    public boolean isEmpty() {
        return snapshots().isEmpty() && logs().isEmpty();
    }

    /**
     * Refuses the states from which a start would lose data: logs and snapshots in each other's directory
     * (ZOOKEEPER-2967), logs without a snapshot, snapshots of which none can be complete.
     *
     * @param trustEmptySnapshot accept logs without a snapshot ({@code zookeeper.snapshot.trust.empty}, for upgrades
     *     from 3.4)
     */
    public void check(boolean trustEmptySnapshot) {
        if (snapshotFiles != logFiles) {
            refuseStrays(snapshotFiles, logNames(snapshotFiles), "log file in the snapshot directory");
            refuseStrays(logFiles, snapshotNames(logFiles), "snapshot in the log directory");
        }
        List<String> snapshots = snapshots();
        List<String> logs = logs();
        if (snapshots.isEmpty() && !logs.isEmpty() && !trustEmptySnapshot) {
            throw new StorageException(
                    logFiles.location(logs.get(0)), "logs without any snapshot: part of the data is missing");
        }
        if (!snapshots.isEmpty() && snapshotCandidates().isEmpty()) {
            throw noReadableSnapshot();
        }
    }

    private static void refuseStrays(FileIo files, List<String> names, String problem) {
        if (!names.isEmpty()) {
            throw new StorageException(
                    files.location(names.get(0)), problem + "; were dataDir and dataLogDir changed?");
        }
    }

    /** The snapshots worth reading, newest first, at most 100: those that pass the quick test of their last bytes. */
    public List<String> snapshotCandidates() {
        return validSnapshots(CANDIDATES_MAX);
    }

    private List<String> validSnapshots(int max) {
        List<String> ascending = snapshots();
        List<String> valid = new ArrayList<>();
        for (int i = ascending.size() - 1; i >= 0 && valid.size() < max; i--) {
            if (SnapshotFormat.isPlausible(snapshotFiles, ascending.get(i))) {
                valid.add(ascending.get(i));
            }
        }
        return valid;
    }

    /** The refusal for a caller that found snapshots and could read none of them. */
    StorageException noReadableSnapshot() {
        List<String> names = snapshots();
        String newest = names.get(names.size() - 1);
        return new StorageException(
                snapshotFiles.location(newest),
                "none of the " + names.size() + " snapshots can be read; restore one first");
    }

    /** Deletes what an interrupted writer left behind. */
    public void deleteTemporaries() {
        for (String name : snapshotFiles.list()) {
            if (name.startsWith(TEMPORARY_PREFIX)) {
                snapshotFiles.delete(name);
            }
        }
    }

    /**
     * Deletes the snapshots and logs that are not needed to restore any of the newest {@code keep} valid snapshots. Logs
     * go last: a crash in between leaves too much, never too little.
     */
    public Purge.Plan purge(int keep) {
        Purge.Plan plan = purgePlan(keep);
        plan.snapshots().forEach(snapshotFiles::delete);
        plan.logs().forEach(logFiles::delete);
        return plan;
    }

    /** What {@link #purge} would delete. */
    public Purge.Plan purgePlan(int keep) {
        return Purge.plan(snapshots(), validSnapshots(keep), logs(), keep);
    }
}
