package io.coordkit.server.storage;

import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.FileInput;
import io.coordkit.core.storage.FileIo;
import java.util.List;

/** Another directory without the methods that change anything. */
final class ReadOnlyFileIo implements FileIo {
    private final FileIo files;

    ReadOnlyFileIo(FileIo files) {
        this.files = files;
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
