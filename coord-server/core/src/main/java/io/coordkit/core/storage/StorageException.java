package io.coordkit.core.storage;

/**
 * The disk failed, or a file holds what it must not hold.
 *
 * <p>Unchecked on purpose: nothing between the file and the driver of the replica can repair it. While serving it is
 * fatal to the replica (a failed force is never retried: the page cache may already have dropped the data); at start-up
 * it refuses the start with a message made for the operator.
 */
public sealed class StorageException extends RuntimeException permits DiskFullException {
    private final String fileName;

    /** A finding of our own in the named file (or directory). */
    public StorageException(String fileName, String problem) {
        super(fileName + ": " + problem);
        this.fileName = fileName;
    }

    /** A failure reported by the system below. */
    public StorageException(String fileName, String problem, Throwable cause) {
        super(fileName + ": " + problem, cause);
        this.fileName = fileName;
    }

    /** The file or directory concerned, as {@link FileIo#location} puts it. */
    public String fileName() {
        return fileName;
    }
}
