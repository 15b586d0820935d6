package io.coordkit.server.storage;

import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.FileIo;
import io.coordkit.core.storage.ForwardingFileIo;

/** Another directory without the methods that change anything. */
final class ReadOnlyFileIo extends ForwardingFileIo {

    ReadOnlyFileIo(FileIo files) {
        super(files);
    }

    @Override
    public FileHandle create(String name) {
        throw refused();
    }

    @Override
    public FileHandle openForAppend(String name) {
        throw refused();
    }

    @Override
    public void delete(String name) {
        throw refused();
    }

    @Override
    public void rename(String from, String to) {
        throw refused();
    }

    @Override
    public void forceDirectory() {
        throw refused();
    }

    private static UnsupportedOperationException refused() {
        return new UnsupportedOperationException("this directory is only read");
    }
}
