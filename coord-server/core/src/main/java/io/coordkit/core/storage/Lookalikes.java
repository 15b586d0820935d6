package io.coordkit.core.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Files named like a log or a snapshot and something more: copies, or the {@code log.5.fixed} that ZooKeeper's toolkit writes. The reference
 * ({@code Util.getZxidFromName}) takes each for the file of its zxid, beside the right one too, and then applies the same transactions
 * twice, the older after the newer as the directory may list them. Here they are passed over, unless that would lose what they alone hold.
 */
final class Lookalikes {
    private static final String LOG = "log";
    private static final String SNAPSHOT = "snapshot";

    /** What the reference leaves when it dies while it writes a snapshot. */
    private static final String UNFINISHED = ".tmp";

    private final DataDirectory directory;
    private final int payloadBytesMax;

    /** @param payloadBytesMax longest transaction that is believed */
    Lookalikes(DataDirectory directory, int payloadBytesMax) {
        this.directory = directory;
        this.payloadBytesMax = payloadBytesMax;
    }

    /**
     * Finds them.
     *
     * @return what is passed over, in words for the operator
     * @throws StorageException for one that is newer than the newest snapshot and has no other file of its zxid beside it
     */
    List<String> passOver() {
        List<String> remarks = new ArrayList<>();
        long newest = newestSnapshot();
        for (String name : directory.snapshotFiles().list()) {
            OptionalLong zxid =
                    DataDirectory.snapshotZxid(name).isPresent() ? OptionalLong.empty() : zxid(name, SNAPSHOT);
            if (zxid.isPresent()) {
                boolean isNewer = zxid.getAsLong() > newest && !name.endsWith(UNFINISHED);
                if (isNewer && SnapshotFormat.isPlausible(directory.snapshotFiles(), name)) {
                    throw refusal(directory.snapshotFiles(), name, DataDirectory.snapshotName(zxid.getAsLong()));
                }
                remarks.add(remark(directory.snapshotFiles(), name));
            }
        }
        for (String name : directory.logFiles().list()) {
            OptionalLong zxid = DataDirectory.logZxid(name).isPresent() ? OptionalLong.empty() : zxid(name, LOG);
            if (zxid.isPresent()) {
                String right = DataDirectory.logName(zxid.getAsLong());
                if (!directory.logFiles().exists(right) && lastZxid(name) > newest) {
                    throw refusal(directory.logFiles(), name, right);
                }
                remarks.add(remark(directory.logFiles(), name));
            }
        }
        return remarks;
    }

    private static OptionalLong zxid(String name, String prefix) {
        String[] parts = name.split("\\.", 3);
        return parts.length == 3 && parts[0].equals(prefix) ? DataDirectory.parseZxid(parts[1]) : OptionalLong.empty();
    }

    private long newestSnapshot() {
        List<String> candidates = directory.snapshotCandidates();
        return candidates.isEmpty()
                ? -1
                : DataDirectory.snapshotZxid(candidates.get(0)).orElseThrow();
    }

    /** Of the last record that can be read; −1 if it is no log, or an empty one. */
    private long lastZxid(String name) {
        long last = -1;
        try (LogFileReader reader = new LogFileReader(directory.logFiles(), name, payloadBytesMax)) {
            while (reader.next() == LogFileReader.Found.RECORD) {
                last = reader.zxid();
            }
        } catch (StorageException unreadable) {
            return last;
        }
        return last;
    }

    private static StorageException refusal(FileIo files, String name, String right) {
        return new StorageException(
                files.location(name),
                "ZooKeeper takes this for " + right + ", which is missing; rename it to that, or move it elsewhere");
    }

    private static String remark(FileIo files, String name) {
        return "passed over " + files.location(name) + ", whose name is not that of a log or a snapshot";
    }
}
