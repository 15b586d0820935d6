package io.coordkit.core.effect;

import io.coordkit.core.tree.DataTree;

/**
 * What a replica does to its disk. Log, epochs, truncation and installation are one destination: each happens after everything
 * that was asked for before. Snapshots written in slices are another, and what is read of the log a third.
 */
public interface StorageEffects {
    /** Appends a transaction to the log; an input tells when it is on disk. */
    void appendLog(long zxid, byte[] payload, int offset, int length);

    /** Starts a new log file with the next transaction. */
    void rollLog();

    /** Saves the two promises of an ensemble's member; an input tells when they are on disk. */
    void saveEpochs(long accepted, long current);

    /**
     * Deletes every transaction with a larger zxid from the log, and every snapshot that may contain one; an input tells when
     * that is done, or that it cannot be.
     *
     * @param reload whether the state that is left has to be read again and handed over
     */
    void truncateLog(long zxid, boolean reload);

    /**
     * Replaces all that is on disk by this tree, which belongs to the storage until an input hands it back: that is when the
     * disk holds it and nothing else.
     */
    void installSnapshot(DataTree tree);

    /**
     * Looks in the log files for all transactions newer than {@code after}, up to {@code upTo}, which are on disk; an input tells whether
     * they are there and are few enough. They are wanted for a link.
     */
    void searchLog(long link, long after, long upTo);

    /** Reads the next of the transactions that were found for a link; an input brings them. */
    void readLog(long link);

    /** Nobody wants what was looked for for a link. */
    void closeLog(long link);

    /** Starts a snapshot file; the name's zxid is {@code zxid}. */
    void startSnapshot(long zxid);

    /** Adds to the snapshot file; an input asks for more. */
    void writeSnapshot(byte[] chunk, int offset, int length);

    /** Makes the snapshot file valid; an input tells when it is. */
    void finishSnapshot();

    /** Deletes the unfinished snapshot file; no input will ask for more of it. */
    void dropSnapshot();
}
