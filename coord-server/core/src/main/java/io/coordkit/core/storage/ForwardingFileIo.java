package io.coordkit.core.storage;

import java.util.List;

/** Another directory, as it is; who extends this says what is different. */
public abstract class ForwardingFileIo implements FileIo {
    private final FileIo files;

    /** What is not different is asked of {@code files}. */
    protected ForwardingFileIo(FileIo files) {
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
        return files.create(name);
    }

    @Override
    public FileHandle openForAppend(String name) {
        return files.openForAppend(name);
    }

    @Override
    public void delete(String name) {
        files.delete(name);
    }

    @Override
    public void rename(String from, String to) {
        files.rename(from, to);
    }

    @Override
    public void forceDirectory() {
        files.forceDirectory();
    }
}
