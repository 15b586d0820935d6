package io.coordkit.sim;

import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.FileIo;
import io.coordkit.core.storage.ForwardingFileHandle;
import io.coordkit.core.storage.ForwardingFileIo;

/** A disk that does what the real one does, for bugs to be planted in. */
class DelegatingFiles extends ForwardingFileIo {

    DelegatingFiles(FileIo real) {
        super(real);
    }

    /** Called for each file opened for writing. */
    FileHandle handle(FileHandle handle, boolean reopened) {
        return handle;
    }

    @Override
    public FileHandle create(String name) {
        return handle(super.create(name), false);
    }

    @Override
    public FileHandle openForAppend(String name) {
        return handle(super.openForAppend(name), true);
    }

    /** A file whose force does nothing. */
    static final class UnforcedHandle extends ForwardingFileHandle {

        UnforcedHandle(FileHandle real) {
            super(real);
        }

        @Override
        public void force() {}
    }
}
