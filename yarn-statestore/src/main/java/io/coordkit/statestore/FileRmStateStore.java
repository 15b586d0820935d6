package io.coordkit.statestore;

import java.nio.file.Path;

/**
 * A state in a file of one machine, for a resource manager without high availability: each write is on the disk when it returns, and what
 * a crash left half-written is not believed. The file's form is this library's own; only one process at a time may have it.
 */
public final class FileRmStateStore extends LocalRmStateStore implements AutoCloseable {

    private final FileJournal journal;

    /**
     * Opens the file, or makes it; of the settings the splits, the limit of an application and the epochs count.
     *
     * @throws CorruptStateException if the file is something else, or was changed in its middle; it stays as it is
     * @throws StateStoreException if it cannot be read or written, or another process has it
     */
    public FileRmStateStore(Path file, StateStoreSettings settings) throws StateStoreException {
        this(FileJournal.open(file), settings);
    }

    private FileRmStateStore(FileJournal journal, StateStoreSettings settings) {
        super(settings, journal.tree());
        this.journal = journal;
    }

    /** Lets go of the file. */
    @Override
    public void close() throws StateStoreException {
        journal.close();
    }
}
