package io.coordkit.server.storage;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.FileInput;
import io.coordkit.core.storage.FileIo;
import java.util.List;

/**
 * A directory on a disk that may be full for a while: what needs space waits for it. A force is not repeated: when it fails, nobody
 * knows what of the pages before it is left.
 */
final class PatientFileIo implements FileIo {
    private final FileIo files;
    private final SpaceWait space;

    private PatientFileIo(FileIo files, SpaceWait space) {
        this.files = files;
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
    public String location(String name) {
        return files.location(name);
    }

    @Override
    public List<String> list() {
        return files.list();
    }

    @Override
    public boolean exists(String name) {
        return files.exists(name);
    }

    @Override
    public long size(String name) {
        return files.size(name);
    }

    @Override
    public FileInput open(String name, long position) {
        return files.open(name, position);
    }

    @Override
    public FileHandle create(String name) {
        return new Handle(space.until(() -> files.create(name)), space);
    }

    @Override
    public FileHandle openForAppend(String name) {
        return new Handle(files.openForAppend(name), space);
    }

    @Override
    public void delete(String name) {
        files.delete(name);
    }

    @Override
    public void rename(String from, String to) {
        space.until(() -> files.rename(from, to));
    }

    @Override
    public void forceDirectory() {
        files.forceDirectory();
    }

    private record Handle(FileHandle file, SpaceWait space) implements FileHandle {
        @Override
        public String name() {
            return file.name();
        }

        @Override
        public void append(byte[] bytes, int offset, int length) {
            space.until(() -> file.append(bytes, offset, length));
        }

        @Override
        public long position() {
            return file.position();
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public void extendTo(long size) {
            space.until(() -> file.extendTo(size));
        }

        @Override
        public void truncate(long size) {
            file.truncate(size);
        }

        @Override
        public void force() {
            file.force();
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
