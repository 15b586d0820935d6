package io.coordkit.statestore;

import io.coordkit.statestore.NodeRead.Presence;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes records of what the nodes of a tree hold.
 *
 * @param tree where they are
 * @param unreadable decides what becomes of a node that cannot be read: it throws, or lets the reader go on as if the node were absent
 */
record RecordReader(StoreTree tree, Unreadable unreadable) {

    /** For whoever needs all of it. */
    static RecordReader strict(StoreTree tree) {
        return new RecordReader(tree, node -> {
            throw node;
        });
    }

    /** Is told of each node that cannot be read. */
    @FunctionalInterface
    interface Unreadable {
        void met(UnreadableNodeException node) throws UnreadableNodeException;
    }

    /** The sorted names of a node's children that begin so. */
    List<String> children(String parent, String prefix) throws StateStoreException {
        return children(List.of(parent), prefix).get(0);
    }

    /** The same of many nodes, in the same order. */
    List<List<String>> children(List<String> parents, String prefix) throws StateStoreException {
        List<NodeRead> reads = tree.children(parents);
        for (NodeRead read : reads) {
            checkAccess(read);
        }
        return reads.stream()
                .map(read -> read.children().stream()
                        .filter(name -> name.startsWith(prefix))
                        .sorted()
                        .toList())
                .toList();
    }

    /** The data of many nodes, in the same order. */
    List<NodeRead> data(List<String> paths) throws StateStoreException {
        return tree.data(paths);
    }

    /** The record in a node that must have data if it is there at all. */
    <T> Optional<T> required(NodeRead read, Function<byte[], T> decoder) throws UnreadableNodeException {
        if (read.is(Presence.THERE) && read.data().isEmpty()) {
            unreadable.met(new CorruptStateException(read.path(), "has no data", null));
        }
        return optional(read, decoder);
    }

    /** The same, of a node that is named after its record. */
    <T> Optional<T> required(NodeRead read, Function<byte[], T> decoder, Function<T, ?> id, String name)
            throws UnreadableNodeException {
        Optional<T> found = required(read, decoder);
        if (found.isEmpty() || id.apply(found.get()).toString().equals(name)) {
            return found;
        }
        unreadable.met(new CorruptStateException(read.path(), "holds the state of " + id.apply(found.get()), null));
        return Optional.empty();
    }

    /** The record in a node that may have none. */
    <T> Optional<T> optional(String path, Function<byte[], T> decoder) throws StateStoreException {
        return optional(tree.data(List.of(path)).get(0), decoder);
    }

    /** The record in a node that may have none. */
    <T> Optional<T> optional(NodeRead read, Function<byte[], T> decoder) throws UnreadableNodeException {
        checkAccess(read);
        if (read.data().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(decoder.apply(read.data().get()));
        } catch (IllegalArgumentException e) {
            unreadable.met(new CorruptStateException(read.path(), "cannot be read, " + e.getMessage(), e));
            return Optional.empty();
        }
    }

    private void checkAccess(NodeRead read) throws UnreadableNodeException {
        if (read.is(Presence.HIDDEN)) {
            unreadable.met(new AccessRefusedException(read.path(), null));
        }
    }
}
