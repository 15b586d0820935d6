package io.coordkit.core.storage;

import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.SnapshotDecoder;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.List;

/**
 * States of the past from the files of a data directory, for tools. Changes nothing, unlike {@link StateRecovery}, so a server may be
 * using the directory.
 */
public final class StateReader {
    private final DataDirectory directory;
    private final TreeOptions options;
    private final int payloadBytesMax;

    /** @param payloadBytesMax longest transaction that is believed */
    public StateReader(DataDirectory directory, TreeOptions options, int payloadBytesMax) {
        this.directory = directory;
        this.options = options;
        this.payloadBytesMax = payloadBytesMax;
    }

    /**
     * A state.
     *
     * @param tree the state after the transaction {@code tree.lastZxid()}
     * @param snapshot the file it was made from; empty if it was made from logs alone
     * @param replayed records of the log applied to that
     */
    public record State(DataTree tree, String snapshot, long replayed) {}

    /** Reads one snapshot as it stands in its file. */
    public static DataTree snapshot(DataDirectory directory, String name, TreeOptions options)
            throws MalformedRecordException {
        long zxid = DataDirectory.snapshotZxid(name).orElse(Zxid.NONE);
        try (FileInput file = directory.snapshotFiles().open(name, 0)) {
            return SnapshotDecoder.decode(options, zxid, directory.codec().source(Compression.of(name), file));
        }
    }

    /** Reads a snapshot whose name says nothing: its first bytes tell how it is compressed, and its last ones how far it goes. */
    public static DataTree nameless(DataDirectory directory, String name, TreeOptions options)
            throws MalformedRecordException {
        Compression how = SnapshotFormat.compressionIn(directory.snapshotFiles(), name);
        try (FileInput file = directory.snapshotFiles().open(name, 0)) {
            return SnapshotDecoder.decode(options, directory.codec().source(how, file));
        }
    }

    /**
     * The state after a transaction, or after the last one before it.
     *
     * <p>A snapshot is fuzzy: it may contain something of transactions behind the one in its name, and is of use only for states
     * that have all of them.
     *
     * @throws StorageException when the files that are left do not lead there
     */
    public State at(long zxid) {
        List<String> candidates = directory.snapshotCandidates();
        for (String name : candidates) {
            if (SnapshotFormat.contentZxid(directory, name) <= zxid) {
                try {
                    return replay(snapshot(directory, name, options), name, zxid);
                } catch (MalformedRecordException unreadable) {
                    continue;
                }
            }
        }
        if (directory.logs().isEmpty()) {
            throw new StorageException(
                    directory.snapshotFiles().location(""),
                    "no snapshot in it is as old as 0x" + Long.toHexString(zxid));
        }
        return replay(DataTree.newborn(options), "", zxid);
    }

    private State replay(DataTree tree, String snapshot, long zxid) {
        long replayed = 0;
        try (LogReader reader = new LogRecovery(directory.logFiles(), payloadBytesMax).read(tree.lastZxid() + 1)) {
            while (reader.next() && reader.zxid() <= zxid) {
                apply(reader, tree);
                replayed++;
            }
        }
        return new State(tree, snapshot, replayed);
    }

    private static void apply(LogReader reader, DataTree tree) {
        try {
            tree.apply(TxnCodec.read(new JuteReader(reader.buffer(), reader.offset(), reader.length())));
        } catch (MalformedRecordException unknown) {
            throw new StorageException(
                    "log",
                    "transaction " + Zxid.format(reader.zxid()) + " cannot be understood: " + unknown.getMessage());
        }
    }
}
