package io.coordkit.core.storage;

/** Another file, as it is; who extends this says what is different. */
public abstract class ForwardingFileHandle implements FileHandle {
    private final FileHandle file;

    /** What is not different is asked of {@code file}. */
    protected ForwardingFileHandle(FileHandle file) {
        this.file = file;
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public void append(byte[] bytes, int offset, int length) {
        file.append(bytes, offset, length);
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
        file.extendTo(size);
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
