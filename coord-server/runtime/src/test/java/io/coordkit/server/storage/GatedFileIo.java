package io.coordkit.server.storage;

import io.coordkit.core.storage.DiskFullException;
import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.FileIo;
import io.coordkit.core.storage.ForwardingFileHandle;
import io.coordkit.core.storage.ForwardingFileIo;
import io.coordkit.core.storage.StorageException;

/** A directory whose file forces can be counted, held back and made to fail. */
final class GatedFileIo extends ForwardingFileIo {
    private boolean gateClosed;
    private boolean failing;
    private boolean full;
    private long forces;
    private int forcesWaiting;

    GatedFileIo(FileIo real) {
        super(real);
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
    public FileHandle create(String name) {
        requireSpace(name);
        return new GatedHandle(super.create(name));
    }

    private final class GatedHandle extends ForwardingFileHandle {

        GatedHandle(FileHandle real) {
            super(real);
        }

        @Override
        public void append(byte[] bytes, int offset, int length) {
            requireSpace(name());
            super.append(bytes, offset, length);
        }

        @Override
        public void force() {
            passGate(name());
            super.force();
        }
    }
}
