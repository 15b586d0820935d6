package io.coordkit.core.storage;

import java.util.ArrayList;
import java.util.List;

/** Decides which files are no longer needed; deletes nothing itself. */
public final class Purge {
    /** The fewest snapshots to keep, as in the reference: the newest may turn out to be damaged. */
    public static final int KEEP_MIN = 3;

    private Purge() {}

    /** The files that may go, oldest first. */
    public record Plan(List<String> snapshots, List<String> logs) {
        public Plan {
            snapshots = List.copyOf(snapshots);
            logs = List.copyOf(logs);
        }
    }

    /**
     * Keeps the newest {@code keep} valid snapshots, everything newer than the oldest of them, and the newest log that
     * starts at or before it: that log may reach beyond the snapshot.
     *
     * @param snapshots all snapshots, by zxid
     * @param valid those that passed the validity test, newest first
     * @param logs all logs, by zxid
     * @param keep at least {@link #KEEP_MIN}
     */
    public static Plan plan(List<String> snapshots, List<String> valid, List<String> logs, int keep) {
        if (keep < KEEP_MIN) {
            throw new IllegalArgumentException("at least " + KEEP_MIN + " snapshots have to be kept, not " + keep);
        }
        if (valid.isEmpty()) {
            return new Plan(List.of(), List.of());
        }
        long oldestKept = DataDirectory.snapshotZxid(valid.get(Math.min(keep, valid.size()) - 1))
                .orElseThrow();
        List<String> oldSnapshots = new ArrayList<>(snapshots);
        oldSnapshots.removeIf(name -> DataDirectory.snapshotZxid(name).orElseThrow() >= oldestKept);
        List<String> oldLogs = new ArrayList<>(logs);
        oldLogs.removeIf(name -> DataDirectory.logZxid(name).orElseThrow() > oldestKept);
        if (!oldLogs.isEmpty()) {
            oldLogs.remove(oldLogs.size() - 1);
        }
        return new Plan(oldSnapshots, oldLogs);
    }
}
