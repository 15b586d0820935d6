package io.coordkit.core.storage;

/**
 * There is no space left for what was to be written. Unlike other failures of a disk this one passes, and says nothing about what
 * was written before.
 */
public final class DiskFullException extends StorageException {
    /** A finding of our own. */
    public DiskFullException(String fileName, String problem) {
        super(fileName, problem);
    }

    /** A refusal reported by the system below. */
    public DiskFullException(String fileName, String problem, Throwable cause) {
        super(fileName, problem, cause);
    }
}
