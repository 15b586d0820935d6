package io.coordkit.statestore;

import io.coordkit.statestore.machine.Outcome;
import io.coordkit.statestore.machine.StoreDriver;
import io.coordkit.statestore.machine.StoreOp;
import io.coordkit.statestore.paths.StorePaths;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A store's znodes in memory: what a server would do for its only writer, without a server. */
final class LocalTree implements StoreTree, StoreDriver<StateStoreException> {

    private final SortedMap<String, Node> nodes = new TreeMap<>();
    private final Journal journal;

    private record Node(Optional<byte[]> data, SortedSet<String> children) {

        static Node of(byte @Nullable [] data) {
            return new Node(Optional.ofNullable(data), new TreeSet<>());
        }
    }

    /** Keeps transactions beyond the life of the process. */
    interface Journal {

        /** Returns when the transaction is kept; otherwise it does not happen. */
        void keep(List<StoreOp> ops) throws StateStoreException;
    }

    LocalTree(Journal journal) {
        this.journal = journal;
        nodes.put("", Node.of(null));
    }

    /** Makes what {@link StoreStarter} makes on a server. */
    void createDirectories(StorePaths paths) throws StateStoreException {
        List<String> all = new ArrayList<>(paths.ancestors());
        all.add(paths.root());
        all.addAll(paths.directories());
        for (String path : all) {
            if (!exists(path)) {
                commit(List.of(new StoreOp.Create(path, null)));
            }
        }
    }

    /** Deletes a node and everything below it, at once. */
    void deleteAll(String root) throws StateStoreException {
        if (exists(root)) {
            List<String> below = new ArrayList<>(
                    nodes.subMap(root + "/", root + (char) ('/' + 1)).keySet());
            below.add(0, root);
            List<StoreOp> deletes = new ArrayList<>();
            below.forEach(path -> deletes.add(0, new StoreOp.Delete(path)));
            commit(deletes);
        }
    }

    @Override
    public Outcome commit(List<StoreOp> ops) throws StateStoreException {
        Deque<Runnable> undo = new ArrayDeque<>();
        boolean kept = false;
        try {
            Outcome outcome = apply(ops, undo);
            if (outcome == Outcome.DONE) {
                journal.keep(ops);
                kept = true;
            }
            return outcome;
        } finally {
            if (!kept) {
                undo.forEach(Runnable::run);
            }
        }
    }

    /** Applies what was committed in a former life. */
    Outcome replay(List<StoreOp> ops) {
        return apply(ops, new ArrayDeque<>());
    }

    /** What makes the same tree of an empty one. */
    List<StoreOp> creates() {
        List<StoreOp> creates = new ArrayList<>();
        nodes.tailMap("/").forEach((path, node) -> creates.add(new StoreOp.Create(path, node.data.orElse(null))));
        return creates;
    }

    private Outcome apply(List<StoreOp> ops, Deque<Runnable> undo) {
        Outcome outcome = Outcome.DONE;
        for (int i = 0; i < ops.size() && outcome == Outcome.DONE; i++) {
            StoreOp op = ops.get(i);
            if (op instanceof StoreOp.Create create) {
                outcome = create(create, undo);
            } else {
                outcome = op instanceof StoreOp.SetData set ? set(set, undo) : delete(op.path(), undo);
            }
        }
        return outcome;
    }

    private Outcome create(StoreOp.Create create, Deque<Runnable> undo) {
        String path = create.path();
        Node parent = nodes.get(parent(path));
        if (parent == null) {
            return Outcome.NO_NODE;
        }
        if (nodes.putIfAbsent(path, Node.of(create.data())) != null) {
            return Outcome.NODE_EXISTS;
        }
        parent.children.add(name(path));
        undo.push(() -> {
            nodes.remove(path);
            parent.children.remove(name(path));
        });
        return Outcome.DONE;
    }

    private Outcome set(StoreOp.SetData set, Deque<Runnable> undo) {
        Node node = nodes.get(set.path());
        if (node == null) {
            return Outcome.NO_NODE;
        }
        nodes.put(set.path(), new Node(Optional.of(set.data()), node.children));
        undo.push(() -> nodes.put(set.path(), node));
        return Outcome.DONE;
    }

    private Outcome delete(String path, Deque<Runnable> undo) {
        Node node = nodes.get(path);
        Node parent = nodes.get(parent(path));
        if (node == null || parent == null) {
            return Outcome.NO_NODE;
        }
        if (!node.children.isEmpty()) {
            return Outcome.NOT_EMPTY;
        }
        nodes.remove(path);
        parent.children.remove(name(path));
        undo.push(() -> {
            nodes.put(path, node);
            parent.children.add(name(path));
        });
        return Outcome.DONE;
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public boolean exists(String path) {
        return nodes.containsKey(path);
    }

    @Override
    public List<String> children(String path) {
        return read(path).children();
    }

    @Override
    public List<NodeRead> data(List<String> paths) {
        return paths.stream().map(this::read).toList();
    }

    @Override
    public List<NodeRead> children(List<String> paths) {
        return data(paths);
    }

    @Override
    public Optional<byte[]> data(String path) {
        return read(path).data();
    }

    private NodeRead read(String path) {
        Node node = nodes.get(path);
        return node == null
                ? NodeRead.absent(path)
                : NodeRead.there(path, node.data, List.copyOf(node.children), node.children.size());
    }

    @Override
    public StateStoreException broken(String why) {
        return new StateStoreException(why);
    }
}
