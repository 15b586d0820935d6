package io.coordkit.core.storage;

import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.SnapshotEncoder;
import io.coordkit.core.wire.JuteWriter;
import java.util.List;

/**
 * Changes what a data directory says has happened, when a leader's history says otherwise. Used by the thread that writes the
 * log, between two appends. A crash at any moment leaves the former history or the new one, never a mixture.
 */
public final class HistoryEditor {
    private static final int CHUNK_BYTES = 1 << 20;

    private final DataDirectory directory;
    private final LogAppender appender;

    /** An editor of this directory, whose log is written by {@code appender}. */
    public HistoryEditor(DataDirectory directory, LogAppender appender) {
        this.directory = directory;
        this.appender = appender;
    }

    /**
     * Deletes everything newer than {@code zxid}, durably; snapshots too, or a later start would bring it back
     * (ZOOKEEPER-4837).
     *
     * @return false, with nothing changed, if no snapshot is left to start from
     */
    public boolean truncate(long zxid) {
        List<String> newer = directory.snapshotCandidates().stream()
                .filter(name -> SnapshotFormat.contentZxid(directory, name) > zxid)
                .toList();
        if (newer.size() == directory.snapshotCandidates().size()) {
            return false;
        }
        // Snapshots first: with one of them left and the log cut, what was cut would be there again, or half of it.
        newer.forEach(directory.snapshotFiles()::delete);
        directory.snapshotFiles().forceDirectory();
        appender.truncate(zxid);
        return true;
    }

    /** Replaces everything by a snapshot of this tree, durably; the log goes on behind its last zxid. */
    public void install(DataTree tree) {
        SnapshotEncoder encoder = new SnapshotEncoder(tree);
        String aside;
        try (SnapshotFileWriter file = SnapshotFileWriter.start(directory, encoder.zxid())) {
            while (!encoder.isDone()) {
                JuteWriter chunk = encoder.nextChunk(CHUNK_BYTES);
                file.write(chunk.array(), 0, chunk.length());
            }
            aside = file.keepAside();
        }
        appender.startOver(tree.lastZxid());
        Replacement.begin(directory, aside);
        Replacement.complete(directory);
    }
}
