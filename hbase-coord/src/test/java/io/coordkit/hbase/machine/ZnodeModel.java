package io.coordkit.hbase.machine;

import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.codec.SplitLogTask.State;
import io.coordkit.hbase.paths.SplitTaskName;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The split-log directory in memory: versioned nodes and one-shot watches. It also checks the rule that makes ownership
 * safe: only an unassigned task becomes owned by somebody, and each version has one writer.
 */
final class ZnodeModel {
    record Node(SplitLogTask value, int version) {}

    private final Map<SplitTaskName, Node> nodes = new TreeMap<>();
    private final Map<SplitTaskName, Map<Object, Runnable>> dataWatches = new LinkedHashMap<>();
    private final Map<Object, Runnable> childWatches = new LinkedHashMap<>();
    /**
     * "task server" of those who owned a node that was deleted since. Versions begin at 0 again when a failed task is
     * put up anew, so such an owner, long paused, may hold a version that fits the new node. The protocol has no
     * defence, and needs none: the result is of the same log, and the new owner is preempted by its watch.
     */
    private final Set<String> formerOwners = new HashSet<>();

    private final Set<String> owners = new HashSet<>();
    private int sequence;

    boolean create(SplitTaskName name, SplitLogTask value) {
        boolean created = nodes.putIfAbsent(name, new Node(value, 0)) == null;
        if (created) {
            fire(childWatches);
        }
        return created;
    }

    SplitTaskName createRescan(SplitLogTask value) {
        SplitTaskName name = new SplitTaskName("RESCAN%010d".formatted(sequence++));
        create(name, value);
        return name;
    }

    Optional<Node> read(SplitTaskName name) {
        return Optional.ofNullable(nodes.get(name));
    }

    Optional<Node> readAndWatch(SplitTaskName name, Object watcher, Runnable onChange) {
        if (nodes.containsKey(name)) {
            dataWatches.computeIfAbsent(name, ignored -> new LinkedHashMap<>()).put(watcher, onChange);
        }
        return read(name);
    }

    List<SplitTaskName> listAndWatch(Object watcher, Runnable onChange) {
        childWatches.put(watcher, onChange);
        return list();
    }

    List<SplitTaskName> list() {
        return List.copyOf(nodes.keySet());
    }

    /** The new version, or why not: empty when the node or the version is gone. */
    Optional<Integer> write(SplitTaskName name, int version, SplitLogTask value) {
        Node node = nodes.get(name);
        if (node == null || (version != -1 && version != node.version())) {
            return Optional.empty();
        }
        checkOwnership(name, node, value);
        nodes.put(name, new Node(value, node.version() + 1));
        fire(dataWatches.getOrDefault(name, Map.of()));
        dataWatches.remove(name);
        return Optional.of(node.version() + 1);
    }

    private void checkOwnership(SplitTaskName name, Node node, SplitLogTask value) {
        boolean claim = value.is(State.OWNED) && node.value().is(State.UNASSIGNED);
        boolean byOwner = node.value().is(State.OWNED) && node.value().server().equals(value.server());
        boolean byFormerOwner = formerOwners.contains(name + " " + value.server());
        if (!value.is(State.UNASSIGNED) && !claim && !byOwner && !byFormerOwner) {
            throw new AssertionError(value + " written over " + node);
        }
        if (value.is(State.OWNED)) {
            owners.add(name + " " + value.server());
        }
    }

    boolean delete(SplitTaskName name) {
        boolean deleted = nodes.remove(name) != null;
        formerOwners.addAll(owners);
        if (deleted) {
            fire(childWatches);
            fire(dataWatches.getOrDefault(name, Map.of()));
            dataWatches.remove(name);
        }
        return deleted;
    }

    private static void fire(Map<Object, Runnable> watches) {
        List<Runnable> callbacks = List.copyOf(watches.values());
        if (!callbacks.isEmpty()) {
            watches.clear();
            callbacks.forEach(Runnable::run);
        }
    }
}
