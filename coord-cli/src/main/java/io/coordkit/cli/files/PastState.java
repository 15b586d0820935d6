package io.coordkit.cli.files;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.SnapshotFileWriter;
import io.coordkit.core.storage.StateReader;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.SnapshotEncoder;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.server.storage.DiskFileIo;
import java.nio.file.Path;

/** The state after some transaction, as a new snapshot. */
public final class PastState {

    private static final int PAYLOAD_BYTES_MAX = 128 << 20;
    private static final int CHUNK_BYTES = 1 << 20;

    private PastState() {}

    /**
     * What was written.
     *
     * @param file the new snapshot
     * @param zxid the last transaction in it: the one that was wanted, or the last before it
     * @param znodes in it
     * @param from the snapshot that it was made from; empty if it was made from logs alone
     * @param replayed transactions applied to that
     */
    public record Written(String file, long zxid, long znodes, String from, long replayed) {}

    /** A state that was only looked at. */
    public record Found(long zxid, long znodes) {}

    /** A data directory that is only read; {@code logs} may be the same directory. */
    public static DataDirectory directory(Path snapshots, Path logs) throws FilesFailure {
        return Place.data(snapshots, logs);
    }

    /** The state that a server would start with, but for its repairs. */
    public static Found latest(Path snapshots, Path logs) throws FilesFailure {
        DataTree tree = read(Long.MAX_VALUE, snapshots, logs).tree();
        return new Found(tree.lastZxid(), tree.size());
    }

    private static StateReader.State read(long zxid, Path snapshots, Path logs) throws FilesFailure {
        try {
            return new StateReader(directory(snapshots, logs), Snapshot.OPTIONS, PAYLOAD_BYTES_MAX).at(zxid);
        } catch (StorageException failed) {
            throw new FilesFailure(String.valueOf(failed.getMessage()), failed);
        }
    }

    /**
     * Writes {@code snapshot.<zxid>}.
     *
     * @param into made if it is missing; must not be the directory that is read, nor hold a file of that name
     */
    public static Written write(long zxid, Path snapshots, Path logs, Path into) throws FilesFailure {
        StateReader.State state = read(zxid, snapshots, logs);
        String file = write(state.tree(), into);
        return new Written(file, state.tree().lastZxid(), state.tree().size(), state.snapshot(), state.replayed());
    }

    private static String write(DataTree tree, Path into) throws FilesFailure {
        DiskFileIo target = DiskFileIo.open(into, true);
        String name = DataDirectory.snapshotName(tree.lastZxid());
        if (target.exists(name)) {
            throw new FilesFailure(target.location(name) + ": exists already");
        }
        SnapshotEncoder encoder = new SnapshotEncoder(tree);
        try (SnapshotFileWriter file = SnapshotFileWriter.start(new DataDirectory(target, target), encoder.zxid())) {
            while (!encoder.isDone()) {
                JuteWriter chunk = encoder.nextChunk(CHUNK_BYTES);
                file.write(chunk.array(), 0, chunk.length());
            }
            file.commit();
        }
        return target.location(name);
    }
}
