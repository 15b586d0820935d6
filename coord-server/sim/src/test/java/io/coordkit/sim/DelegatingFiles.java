package io.coordkit.sim;

import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.FileInput;
import io.coordkit.core.storage.FileIo;
import java.util.List;

/** A disk that does what the real one does, for bugs to be planted in. */
class DelegatingFiles implements FileIo {
    private final FileIo real;

    DelegatingFiles(FileIo real) {
        this.real = real;
    }

    /** Called for each file opened for writing. */
    FileHandle handle(FileHandle handle, boolean reopened) {
        return handle;
    }

    @Override
    public List<String> list() {
        return real.list();
    }

    @Override
    public boolean exists(String name) {
        return real.exists(name);
    }

    @Override
    public long size(String name) {
        return real.size(name);
    }

    @Override
    public FileInput open(String name, long position) {
        return real.open(name, position);
    }

    @Override
    public FileHandle create(String name) {
        return handle(real.create(name), false);
    }

    @Override
    public FileHandle openForAppend(String name) {
        return handle(real.openForAppend(name), true);
    }

    @Override
    public void delete(String name) {
        real.delete(name);
    }

    @Override
    public void rename(String from, String to) {
        real.rename(from, to);
    }

    @Override
    public void forceDirectory() {
        real.forceDirectory();
    }

    /** A file whose force does nothing. */
    record UnforcedHandle(FileHandle real) implements FileHandle {
        @Override
        public String name() {
            return real.name();
        }

        @Override
        public void append(byte[] bytes, int offset, int length) {
            real.append(bytes, offset, length);
        }

        @Override
        public long position() {
            return real.position();
        }

        @Override
        public long size() {
            return real.size();
        }

        @Override
        public void extendTo(long size) {
            real.extendTo(size);
        }

        @Override
        public void truncate(long size) {
            real.truncate(size);
        }

        @Override
        public void force() {}

        @Override
        public void close() {
            real.close();
        }
    }
}
