package io.coordkit.core.effect;

/** What a replica does to the sockets of its clients. */
public interface ClientEffects {
    /** Sends bytes to a client. */
    void send(long connection, byte[] frame, int offset, int length);

    /** Closes a client's connection after what was sent to it. */
    void close(long connection);

    /** Stops or resumes taking requests from a client: it has too many without an answer, or no longer. */
    void setReading(long connection, boolean reading);

    /** Asks to be told, by an input, once everything sent to a client so far has left for the network. */
    void reportDrained(long connection);
}
