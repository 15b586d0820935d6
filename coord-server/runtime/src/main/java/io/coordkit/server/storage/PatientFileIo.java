package io.coordkit.server.storage;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.FileIo;
import io.coordkit.core.storage.ForwardingFileHandle;
import io.coordkit.core.storage.ForwardingFileIo;

/**
 * A directory on a disk that may be full for a while: what needs space waits for it. A force is not repeated: when it fails, nobody
 * knows what of the pages before it is left.
 */
final class PatientFileIo extends ForwardingFileIo {
    private final SpaceWait space;

    private PatientFileIo(FileIo files, SpaceWait space) {
        super(files);
        this.space = space;
    }

    /** The same directory, for a thread that waits for space. */
    static DataDirectory over(DataDirectory directory, SpaceWait space) {
        FileIo snapshots = new PatientFileIo(directory.snapshotFiles(), space);
        boolean isShared = directory.logFiles() == directory.snapshotFiles();
        FileIo logs = isShared ? snapshots : new PatientFileIo(directory.logFiles(), space);
        return new DataDirectory(snapshots, logs, directory.codec());
    }

    @Override
    public FileHandle create(String name) {
        return new Handle(space.until(() -> super.create(name)), space);
    }

    @Override
    public FileHandle openForAppend(String name) {
        return new Handle(super.openForAppend(name), space);
    }

    @Override
    public void rename(String from, String to) {
        space.until(() -> super.rename(from, to));
    }

    private static final class Handle extends ForwardingFileHandle {
        private final SpaceWait space;

        Handle(FileHandle file, SpaceWait space) {
            super(file);
            this.space = space;
        }

        @Override
        public void append(byte[] bytes, int offset, int length) {
            space.until(() -> super.append(bytes, offset, length));
        }

        @Override
        public void extendTo(long size) {
            space.until(() -> super.extendTo(size));
        }
    }
}
