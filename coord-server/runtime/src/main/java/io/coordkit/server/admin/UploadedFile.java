package io.coordkit.server.admin;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.StateReader;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.wire.MalformedRecordException;

/** A snapshot on its way in, beside the others under a name for which no start looks, and which the next start deletes. */
final class UploadedFile {
    private final DataDirectory directory;
    private final String name;
    private final FileHandle file;

    /** An empty one; uploads at the same time need different numbers. */
    UploadedFile(DataDirectory directory, long number) {
        this.directory = directory;
        this.name = DataDirectory.TEMPORARY_PREFIX + "upload." + number;
        this.file = directory.snapshotFiles().create(name);
    }

    /** The next piece. */
    void append(byte[] piece) {
        file.append(piece, 0, piece.length);
    }

    /**
     * All of it, as a tree.
     *
     * @throws MalformedRecordException when it is damaged, cut, or no snapshot at all
     */
    DataTree read(TreeOptions options) throws MalformedRecordException {
        return StateReader.nameless(directory, name, options);
    }

    /** It is not needed any more. */
    void delete() {
        file.close();
        directory.snapshotFiles().delete(name);
    }
}
