package io.coordkit.core.session;

/**
 * The 16 bytes that go with a session id. Every server of an ensemble must compute the same ones, since a client shows to one
 * what another gave it: they are the first bytes of {@code java.util.Random} seeded with the id and a constant
 * ({@code ZooKeeperServer.generatePasswd}). A check value, not a secret.
 */
public final class SessionPassword {
    /** Length in bytes. */
    public static final int BYTES = 16;

    private static final long SALT = 0xB3415C00L;
    private static final long MULTIPLIER = 0x5DEECE66DL;
    private static final long MASK = (1L << 48) - 1;

    private SessionPassword() {}

    /** The password of a session. */
    public static byte[] of(long sessionId) {
        byte[] password = new byte[BYTES];
        long state = (sessionId ^ SALT ^ MULTIPLIER) & MASK;
        for (int i = 0; i < BYTES; i += 4) {
            state = state * MULTIPLIER + 0xB & MASK;
            int word = (int) (state >> 16);
            for (int j = 0; j < 4; j++) {
                password[i + j] = (byte) (word >> 8 * j);
            }
        }
        return password;
    }

    /** Whether {@code password} goes with the session; none goes with 0. */
    public static boolean matches(long sessionId, byte[] password) {
        return sessionId != 0 && java.util.Arrays.equals(of(sessionId), password);
    }
}
