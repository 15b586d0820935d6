package io.coordkit.statestore.machine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** A tree of names in memory, enough to run plans without a server; each transaction happens completely or not at all. */
final class TreeModel implements StoreDriver<IllegalStateException> {

    final List<List<StoreOp>> transactions = new ArrayList<>();
    private TreeSet<String> nodes = new TreeSet<>();

    TreeModel(Collection<String> nodes) {
        this.nodes.addAll(nodes);
    }

    List<String> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public Outcome commit(List<StoreOp> ops) {
        transactions.add(ops);
        TreeSet<String> before = new TreeSet<>(nodes);
        for (StoreOp op : ops) {
            Outcome outcome = apply(op);
            if (outcome != Outcome.DONE) {
                nodes = before;
                return outcome;
            }
        }
        return Outcome.DONE;
    }

    private Outcome apply(StoreOp op) {
        String path = op.path();
        if (op instanceof StoreOp.Create) {
            String parent = path.substring(0, path.lastIndexOf('/'));
            if (nodes.contains(path)) {
                return Outcome.NODE_EXISTS;
            }
            return nodes.contains(parent) && nodes.add(path) ? Outcome.DONE : Outcome.NO_NODE;
        }
        if (!nodes.contains(path)) {
            return Outcome.NO_NODE;
        }
        if (op instanceof StoreOp.Delete) {
            if (!children(path).isEmpty()) {
                return Outcome.NOT_EMPTY;
            }
            nodes.remove(path);
        }
        return Outcome.DONE;
    }

    @Override
    public List<String> children(String path) {
        return nodes.stream()
                .filter(node -> node.startsWith(path + "/") && node.indexOf('/', path.length() + 1) < 0)
                .map(node -> node.substring(path.length() + 1))
                .toList();
    }

    @Override
    public boolean exists(String path) {
        return nodes.contains(path);
    }

    @Override
    public IllegalStateException broken(String why) {
        return new IllegalStateException(why);
    }
}
