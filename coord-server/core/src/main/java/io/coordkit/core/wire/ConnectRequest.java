package io.coordkit.core.wire;

/**
 * The first frame of a connection.
 *
 * @param lastZxidSeen newest zxid the client has seen anywhere
 * @param timeoutMs session timeout the client wishes
 * @param sessionId 0 for a new session, else the one to resume
 * @param password 16 bytes that go with the session id; empty if null on the wire
 * @param readOnly whether a read-only server will do
 * @param hasReadOnly whether the flag was on the wire: clients before 3.4 omit it, and then the answer must too
 */
public record ConnectRequest(
        long lastZxidSeen, int timeoutMs, long sessionId, byte[] password, boolean readOnly, boolean hasReadOnly) {

    /** Reads the record; the trailing flag is optional. */
    public static ConnectRequest read(JuteReader in) throws MalformedRecordException {
        in.readInt(); // protocol version: 0 everywhere, never looked at
        long lastZxidSeen = in.readLong();
        int timeoutMs = in.readInt();
        long sessionId = in.readLong();
        byte[] password = in.readBuffer();
        boolean hasReadOnly = in.remaining() > 0;
        boolean readOnly = hasReadOnly && in.readBoolean();
        return new ConnectRequest(
                lastZxidSeen, timeoutMs, sessionId, password == null ? new byte[0] : password, readOnly, hasReadOnly);
    }
}
