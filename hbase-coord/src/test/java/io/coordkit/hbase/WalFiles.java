package io.coordkit.hbase;

import io.coordkit.hbase.paths.SplitTaskName;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The file system: logs, what workers have prepared of them, and what masters have committed. It outlives every process. */
final class WalFiles {
    private final Set<SplitTaskName> logs = new TreeSet<>();
    private final Set<SplitTaskName> prepared = new TreeSet<>();
    private final Map<SplitTaskName, Integer> commits = new HashMap<>();

    /** A server died and left this many logs. */
    WalFiles(int count) {
        for (int i = 0; i < count; i++) {
            logs.add(SplitTaskName.ofWal("WALs/dead/" + i + (i == 3 ? ".meta" : "")));
        }
    }

    void prepare(SplitTaskName task) {
        prepared.add(task);
    }

    /** Moves what was prepared to its place; the second time there is nothing left to move. */
    void commit(SplitTaskName task) {
        if (!isCommitted(task)) {
            move(task);
        }
    }

    /** Moves what was prepared without looking whether that was done before. */
    void move(SplitTaskName task) {
        if (!prepared.contains(task)) {
            throw new AssertionError(task + " is committed, but nobody has split it");
        }
        if (commits.merge(task, 1, Integer::sum) > 1) {
            throw new AssertionError(task + " is committed twice");
        }
    }

    boolean isCommitted(SplitTaskName task) {
        return commits.containsKey(task);
    }

    /** A batch was successful, so the directory of its logs may be removed. */
    void requireCommitted(Set<SplitTaskName> tasks) {
        if (!commits.keySet().containsAll(tasks)) {
            throw new AssertionError("of " + tasks + " only " + commits.keySet() + " are committed");
        }
    }

    boolean isAllCommitted() {
        return commits.size() == logs.size();
    }

    /** Logs that are not split. */
    Set<SplitTaskName> rest() {
        Set<SplitTaskName> rest = new TreeSet<>(logs);
        rest.removeAll(commits.keySet());
        return rest;
    }
}
