package io.coordkit.server.storage;

import io.coordkit.core.storage.DiskFullException;
import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.FileInput;
import io.coordkit.core.storage.FileIo;
import io.coordkit.core.storage.StorageException;
import java.util.List;

/** A directory whose file forces can be counted, held back and made to fail. */
final class GatedFileIo implements FileIo {
    private final FileIo real;
    private boolean gateClosed;
    private boolean failing;
    private boolean full;
    private long forces;
    private int forcesWaiting;

    GatedFileIo(FileIo real) {
        this.real = real;
    }

    synchronized void closeGate() {
        gateClosed = true;
    }

    synchronized void openGate() {
        gateClosed = false;
        notifyAll();
    }

    synchronized void failForces() {
        failing = true;
    }

    synchronized void setFull(boolean isFull) {
        full = isFull;
    }

    private synchronized void requireSpace(String name) {
        if (full) {
            throw new DiskFullException(name, "planned lack of space");
        }
    }

    synchronized long forces() {
        return forces;
    }

    synchronized void awaitForceWaiting() throws InterruptedException {
        while (forcesWaiting == 0) {
            wait();
        }
    }

    private synchronized void passGate(String name) {
        forcesWaiting++;
        notifyAll();
        while (gateClosed) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new StorageException(name, "interrupted", e);
            }
        }
        forcesWaiting--;
        if (failing) {
            throw new StorageException(name, "planned failure of a force");
        }
        forces++;
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
        requireSpace(name);
        return new GatedHandle(real.create(name));
    }

    @Override
    public FileHandle openForAppend(String name) {
        return real.openForAppend(name);
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

    private final class GatedHandle implements FileHandle {
        private final FileHandle real;

        GatedHandle(FileHandle real) {
            this.real = real;
        }

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public void append(byte[] bytes, int offset, int length) {
            requireSpace(name());
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
        public void force() {
            passGate(name());
            real.force();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
