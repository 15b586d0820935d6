package io.coordkit.hbase;

import io.coordkit.core.wire.Stat;
import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.codec.SplitLogTask.State;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.paths.ServerName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What anybody has read or written of the tasks' nodes, version by version. It checks the rule that makes ownership safe: each
 * version was written by one process, only an unassigned task becomes owned, and only its owner says how it ended.
 */
final class TaskLedger {
    /** A version of a task's node; a node that is made again is another one. */
    private record Version(long czxid, int number) {
        Version plus(int difference) {
            return new Version(czxid, number + difference);
        }
    }

    private record Owner(String path, ServerName server) {}

    private final Map<String, Map<Version, SplitLogTask>> seen = new HashMap<>();
    /**
     * Whoever owned a task once. Versions begin at 0 again when a failed task is put up anew, so such an owner, long frozen, may
     * hold a version that fits the new node. The protocol has no defence, and needs none: the result is of the same log,
     * and the new owner is preempted by its watch.
     */
    private final Set<Owner> formerOwners = new HashSet<>();

    private int claims;

    /** Somebody knows that a node had this value. */
    void saw(String path, Stat stat, byte[] value) {
        SplitLogTask task = parse(path, value);
        Version version = new Version(stat.czxid(), stat.version());
        Map<Version, SplitLogTask> versions = seen.computeIfAbsent(path, key -> new HashMap<>());
        SplitLogTask known = versions.putIfAbsent(version, task);
        if (known == null) {
            find(versions, version.plus(-1)).ifPresent(before -> check(path, before, task));
            find(versions, version.plus(1)).ifPresent(after -> check(path, task, after));
        } else if (!known.equals(task)) {
            throw new AssertionError(path + " is " + known + " and " + task + " at " + version);
        }
    }

    private static Optional<SplitLogTask> find(Map<Version, SplitLogTask> versions, Version version) {
        return Optional.ofNullable(versions.get(version));
    }

    private void check(String path, SplitLogTask before, SplitLogTask after) {
        boolean claim = after.is(State.OWNED) && before.is(State.UNASSIGNED);
        boolean byOwner = before.is(State.OWNED) && before.server().equals(after.server());
        Owner owner = new Owner(path, after.server());
        if (!after.is(State.UNASSIGNED) && !claim && !byOwner && !formerOwners.contains(owner)) {
            throw new AssertionError(after + " written over " + before + " of " + path);
        }
        if (claim) {
            claims++;
        }
    }

    /** A node is gone. */
    void deleted(String path) {
        seen.getOrDefault(path, Map.of()).values().stream()
                .filter(task -> task.is(State.OWNED))
                .forEach(task -> formerOwners.add(new Owner(path, task.server())));
    }

    /** How often an unassigned task became owned, as far as anybody has seen. */
    int claims() {
        return claims;
    }

    private static SplitLogTask parse(String path, byte[] value) {
        try {
            return SplitLogTask.parse(value);
        } catch (UnreadableValueException damaged) {
            throw new AssertionError(damaged.at(path));
        }
    }
}
