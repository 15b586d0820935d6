package io.coordkit.it.raw;

import java.util.Arrays;
import java.util.Random;

/**
 * The server's answer to a connect request.
 *
 * @param hasReadOnly whether the read-only byte was there at all
 */
public record ConnectReply(int timeoutMs, long session, byte[] password, boolean hasReadOnly, boolean readOnly) {

    private static final long PASSWORD_SECRET = 0xB3415C00L;

    /** Reads the frame that answers a connect request. */
    public static ConnectReply read(byte[] frame) {
        JuteIn in = new JuteIn(frame);
        in.getInt();
        int timeoutMs = in.getInt();
        long session = in.getLong();
        byte[] password = in.getBuffer();
        boolean hasReadOnly = in.remaining() > 0;
        return new ConnectReply(
                timeoutMs,
                session,
                password == null ? new byte[0] : password,
                hasReadOnly,
                hasReadOnly && in.getBoolean());
    }

    /** Whether the session was granted. */
    public boolean accepted() {
        return timeoutMs > 0;
    }

    /** The password that every ZooKeeper server computes for a session. */
    public static byte[] passwordOf(long session) {
        byte[] password = new byte[16];
        new Random(session ^ PASSWORD_SECRET).nextBytes(password);
        return password;
    }

    /** What the password is worth: {@code valid}, {@code zero} or {@code other}. */
    public String passwordKind() {
        if (Arrays.equals(password, passwordOf(session))) {
            return "valid";
        }
        return Arrays.equals(password, new byte[16]) ? "zero" : "other";
    }
}
