package io.coordkit.cli.files;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.txn.Zxid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks for everything that is wrong with log files: checksums, records that cannot be understood, the order of zxids, gaps within
 * and between files, a name that is not the first zxid, an end that is no end. Goes on behind each finding.
 */
public final class LogCheck {

    private static final long CLOCK_MS_MAX = 2000;

    private final List<FileReport> files = new ArrayList<>();
    private long lastZxid;
    private long lastTimeMs;
    private boolean anyRecord;

    /**
     * What was found in one file.
     *
     * @param file its whole path
     * @param records complete records, damaged ones included
     * @param firstZxid of the first record, 0 without one
     * @param lastZxid of the last record, 0 without one
     * @param problems sentences that name offset and zxid where there are such
     * @param remarks what is as a crash or a running server leaves it
     */
    public record FileReport(
            String file, long records, long firstZxid, long lastZxid, List<String> problems, List<String> remarks) {}

    private LogCheck() {}

    /** Checks files, and directories' files in the order of their names. */
    public static List<FileReport> of(List<Path> paths) throws FilesFailure {
        LogCheck check = new LogCheck();
        try (Logs logs = Logs.of(paths)) {
            int count = logs.files();
            for (int i = 0; i < count; i++) {
                boolean last = i == count - 1;
                Optional<String> unreadable = check.open(logs, last);
                unreadable.ifPresent(
                        problem -> check.files.add(new FileReport("", 0, 0, 0, List.of(problem), List.of())));
            }
        }
        return check.files;
    }

    private Optional<String> open(Logs logs, boolean last) {
        try {
            logs.nextFile().ifPresent(file -> check(file, last));
            return Optional.empty();
        } catch (FilesFailure unreadable) {
            return Optional.of(String.valueOf(unreadable.getMessage()));
        }
    }

    private void check(LogFile file, boolean last) {
        List<String> problems = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        long first = 0;
        long newest = 0;
        long records = 0;
        for (Optional<LogEntry> next = file.next(); next.isPresent(); next = file.next()) {
            LogEntry entry = next.get();
            checkEntry(entry, records == 0, problems, remarks);
            first = records == 0 ? entry.zxid() : first;
            newest = entry.zxid();
            records++;
        }
        if (records == 0) {
            remarks.add("holds no record");
        }
        long count = records;
        file.badEnd().ifPresent(end -> badEnd(end, last, count, problems, remarks));
        files.add(new FileReport(file.location(), records, first, newest, problems, remarks));
    }

    /** A torn record is what a crash leaves at the end of the newest file, and what a running server is just writing. */
    private static void badEnd(String end, boolean last, long records, List<String> problems, List<String> remarks) {
        boolean torn = end.startsWith("an incomplete record");
        if (torn && last) {
            remarks.add(end + ": as after a crash, or from a server that is writing");
        } else if (torn) {
            problems.add(end + ", and this is not the newest file");
        } else {
            problems.add(end + "; nothing behind it can be read, after " + records + " records");
        }
    }

    private void checkEntry(LogEntry entry, boolean first, List<String> problems, List<String> remarks) {
        String where = "offset " + entry.offset() + ", zxid 0x" + Long.toHexString(entry.zxid()) + ": ";
        entry.damage().ifPresent(damage -> problems.add(where + damage));
        if (entry.damage().isPresent() && entry.logged().isEmpty()) {
            return; // its zxid means nothing
        }
        if (first) {
            checkName(entry, problems);
        }
        if (anyRecord) {
            checkOrder(entry.zxid(), where, problems, remarks);
        }
        entry.logged().ifPresent(logged -> checkTime(logged.header().timeMs(), where, remarks));
        lastZxid = entry.zxid();
        anyRecord = true;
    }

    /** A little backwards is nothing: requests take their time before they take their zxid. */
    private void checkTime(long timeMs, String where, List<String> remarks) {
        if (anyRecord && lastTimeMs - timeMs > CLOCK_MS_MAX) {
            remarks.add(where + "the leader's clock goes back by " + (lastTimeMs - timeMs)
                    + " ms: it was set, or another leader's clock is behind");
        }
        lastTimeMs = timeMs;
    }

    private static void checkName(LogEntry entry, List<String> problems) {
        String name = Path.of(entry.file()).getFileName().toString();
        OptionalLong named = DataDirectory.logZxid(name);
        if (named.isPresent() && named.getAsLong() != entry.zxid()) {
            problems.add("the name promises zxid 0x" + Long.toHexString(named.getAsLong())
                    + ", but the first record is 0x" + Long.toHexString(entry.zxid()));
        }
    }

    private void checkOrder(long zxid, String where, List<String> problems, List<String> remarks) {
        String before = "0x" + Long.toHexString(lastZxid);
        if (zxid == lastZxid) {
            remarks.add(where + "the zxid of the record before again");
        } else if (zxid < lastZxid) {
            problems.add(where + "goes back from " + before);
        } else if (Zxid.epoch(zxid) == Zxid.epoch(lastZxid) && zxid != lastZxid + 1) {
            problems.add(where + "follows " + before + "; " + (zxid - lastZxid - 1) + " in between are missing");
        } else if (Zxid.epoch(zxid) != Zxid.epoch(lastZxid) && Zxid.counter(zxid) > 1) {
            problems.add(where + "follows " + before + "; the beginning of its epoch is missing");
        }
    }
}
