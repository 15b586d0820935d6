package io.coordkit.cli.inspect;

import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.cli.tree.Znode;
import io.coordkit.hbase.codec.UnreadableValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads values of HBase's; those that are none are noted, not given up on. */
final class HBaseReader {
    private final Tree tree;
    private final Instant now;
    private final Unreadable unreadable = new Unreadable();

    /** Reads a stored value. */
    interface Parser<T> {
        T parse(byte[] stored) throws UnreadableValueException;
    }

    /**
     * A value that could be read.
     *
     * @param ageSeconds since it was written
     */
    record Found<T>(T value, long ageSeconds) {}

    HBaseReader(Tree tree, Instant now) {
        this.tree = tree;
        this.now = now;
    }

    List<String> children(String path) throws TreeFailure, InterruptedException {
        return tree.children(path);
    }

    /** Nothing for a znode that is not there, or that is noted as unreadable. */
    <T> Optional<Found<T>> read(String path, Parser<T> parser) throws TreeFailure, InterruptedException {
        Optional<Znode> znode = tree.znode(path);
        if (znode.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant written = Instant.ofEpochMilli(znode.get().stat().getMtime());
            long age = Math.max(0, Duration.between(written, now).toSeconds());
            return Optional.of(new Found<>(parser.parse(znode.get().data()), age));
        } catch (UnreadableValueException damaged) {
            note(path, String.valueOf(damaged.getMessage()));
            return Optional.empty();
        }
    }

    void note(String path, String why) {
        unreadable.note(path, why);
    }

    Listing unreadable() {
        return unreadable.listing();
    }
}
