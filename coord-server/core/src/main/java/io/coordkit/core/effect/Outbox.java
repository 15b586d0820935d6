package io.coordkit.core.effect;

/**
 * Takes the effects of a step. Effects for one destination happen in the order in which they were given; between destinations
 * there is no order, and whoever needs one waits for the input that reports completion. Byte arrays are only lent: an
 * implementation copies what it keeps. Calls come from the replica's thread and must not block.
 */
public interface Outbox {
    /** Sends bytes to a client. */
    void send(long connection, byte[] frame, int offset, int length);

    /** Closes a client's connection after what was sent to it. */
    void close(long connection);

    /** Stops or resumes taking requests from a client: it has too many without an answer, or no longer. */
    void setReading(long connection, boolean reading);

    /** Asks to be told, by an input, once everything sent to a client so far has left for the network. */
    void reportDrained(long connection);

    /** Appends a transaction to the log; an input tells when it is on disk. */
    void appendLog(long zxid, byte[] payload, int offset, int length);

    /** Starts a new log file with the next transaction. */
    void rollLog();

    /** Starts a snapshot file; the name's zxid is {@code zxid}. */
    void startSnapshot(long zxid);

    /** Adds to the snapshot file; an input asks for more. */
    void writeSnapshot(byte[] chunk, int offset, int length);

    /** Makes the snapshot file valid; an input tells when it is. */
    void finishSnapshot();

    /** Something that an operator may want to know. */
    void report(Report fact);
}
