package io.coordkit.core.storage;

import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.SnapshotDecoder;
import io.coordkit.core.tree.SnapshotEncoder;
import io.coordkit.core.tree.SnapshotSource;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** From the files of a data directory to the tree that they describe: newest readable snapshot, then the log from there. */
public final class StateRecovery {
    private static final int CHUNK_BYTES = 1 << 20;

    private final DataDirectory directory;
    private final TreeOptions options;
    private final int payloadBytesMax;
    private final boolean keepsRecent;
    private final List<String> remarks = new ArrayList<>();
    private final RecentLog recent;

    /**
     * What a recovery led to.
     *
     * @param tree the state to serve from
     * @param snapshotZxid zxid of the snapshot it started from
     * @param replayed records of the log applied to it
     * @param recent the newest of those records
     * @param remarks what was repaired, passed over or is doubtful, in words for the operator
     */
    public record Recovered(DataTree tree, long snapshotZxid, long replayed, RecentLog recent, List<String> remarks) {
        public Recovered {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * What is believed although it may be a loss.
     *
     * @param missingSnapshot logs without a snapshot ({@code zookeeper.snapshot.trust.empty})
     * @param emptyDirectory that a server whose directory holds nothing has never had anything ({@code zookeeper.db.autocreate})
     */
    public record Trust(boolean missingSnapshot, boolean emptyDirectory) {
        /** The reference's defaults. */
        public static final Trust USUAL = new Trust(false, true);
    }

    /**
     * Nothing is read yet.
     *
     * @param payloadBytesMax longest transaction that is believed
     * @param recentLimits how much of the newest transactions is kept for other servers
     */
    public StateRecovery(
            DataDirectory directory, TreeOptions options, int payloadBytesMax, RecentLog.Limits recentLimits) {
        this.directory = directory;
        this.options = options;
        this.payloadBytesMax = payloadBytesMax;
        this.keepsRecent = !recentLimits.equals(RecentLog.Limits.NONE);
        this.recent = new RecentLog(recentLimits);
    }

    /**
     * Recovers the state. A directory without a snapshot gets one of a newborn tree, whether it is empty or its logs are believed all
     * the same, since logs without a snapshot are refused by the reference and by us (ZOOKEEPER-3781). If an empty directory is not to
     * be believed, nothing is written, and the tree's last zxid is {@link Zxid#UNKNOWN}: who comes back without data must not vote as
     * if it had never had any.
     *
     * @param snapshotRead told between the snapshot and the log, for who wants to know how long each takes
     * @throws StorageException when the files do not add up to a state that may be believed
     */
    public Recovered recover(Trust trust, Runnable snapshotRead) {
        Replacement.complete(directory);
        directory.check(trust.missingSnapshot());
        remarks.addAll(new Lookalikes(directory, payloadBytesMax).passOver());
        directory.deleteTemporaries();
        if (directory.isEmpty()) {
            snapshotRead.run();
            DataTree newborn = DataTree.newborn(options);
            if (trust.emptyDirectory()) {
                writeSnapshot(newborn);
            } else {
                newborn.setLastZxid(Zxid.UNKNOWN);
            }
            return new Recovered(newborn, Zxid.NONE, 0, recent, remarks);
        }
        boolean hasSnapshot = !directory.snapshotCandidates().isEmpty();
        DataTree tree = loadSnapshot();
        snapshotRead.run();
        long snapshotZxid = tree.lastZxid();
        LogRecovery.Recovered replayed = new LogRecovery(directory.logFiles(), payloadBytesMax)
                .recover(snapshotZxid + 1, (zxid, buffer, offset, length) -> apply(tree, zxid, buffer, offset, length));
        remarks.addAll(replayed.repairs());
        tree.digestCheck().awaited().ifPresent(end -> remarks.add(beyond(tree, end)));
        if (!hasSnapshot) {
            // What the logs start from: with it, the next start needs no trust, and they can be cut anywhere.
            writeSnapshot(DataTree.newborn(options));
        }
        return new Recovered(tree, snapshotZxid, replayed.records(), recent, remarks);
    }

    /** The same, for those who do not care how long it takes. */
    public Recovered recover(Trust trust) {
        return recover(trust, () -> {});
    }

    private DataTree loadSnapshot() {
        List<String> candidates = directory.snapshotCandidates();
        for (String name : candidates) {
            OptionalLong zxid = DataDirectory.snapshotZxid(name);
            try (FileInput file = directory.snapshotFiles().open(name, 0)) {
                SnapshotSource bytes = directory.codec().source(Compression.of(name), file);
                return SnapshotDecoder.decode(options, zxid.orElse(0), bytes);
            } catch (MalformedRecordException e) {
                passedOver(name, e.getMessage());
            }
        }
        if (candidates.isEmpty()) {
            return DataTree.newborn(options);
        }
        throw directory.noReadableSnapshot();
    }

    private void passedOver(String name, @Nullable String reason) {
        remarks.add("passed over " + directory.snapshotFiles().location(name) + ", which cannot be read: " + reason);
    }

    private static String beyond(DataTree tree, long end) {
        return "the snapshot may hold something of transactions up to " + Zxid.format(end) + ", but the log ends at "
                + Zxid.format(tree.lastZxid());
    }

    private void apply(DataTree tree, long zxid, byte[] buffer, int offset, int length) {
        // A malformed request can make a server of the reference log one zxid twice.
        if (keepsRecent && (recent.size() == 0 || zxid > recent.last())) {
            recent.add(zxid, Arrays.copyOfRange(buffer, offset, offset + length));
        }
        try {
            tree.apply(TxnCodec.read(new JuteReader(buffer, offset, length)));
        } catch (MalformedRecordException e) {
            throw new StorageException(
                    "log", "transaction " + Zxid.format(zxid) + " cannot be understood: " + e.getMessage());
        }
    }

    private void writeSnapshot(DataTree tree) {
        SnapshotEncoder encoder = new SnapshotEncoder(tree);
        try (SnapshotFileWriter file = SnapshotFileWriter.start(directory, encoder.zxid())) {
            while (!encoder.isDone()) {
                JuteWriter chunk = encoder.nextChunk(CHUNK_BYTES);
                file.write(chunk.array(), 0, chunk.length());
            }
            file.commit();
        }
    }
}
