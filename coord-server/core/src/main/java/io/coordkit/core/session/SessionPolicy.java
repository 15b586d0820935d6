package io.coordkit.core.session;

/**
 * Which sessions are granted.
 *
 * @param minTimeoutMs shortest timeout
 * @param maxTimeoutMs longest timeout
 * @param firstId id of the first session created here; later ones count up from it
 * @param local whether sessions are local at first
 */
public record SessionPolicy(int minTimeoutMs, int maxTimeoutMs, long firstId, LocalSessions local) {
    /** The timeout granted for the one wished. */
    public int grant(int wishedMs) {
        return Math.max(minTimeoutMs, Math.min(maxTimeoutMs, wishedMs));
    }

    /** With other timeouts for the sessions to come. */
    public SessionPolicy withTimeouts(int minMs, int maxMs) {
        return new SessionPolicy(minMs, maxMs, firstId, local);
    }

    /**
     * The id to count up from, such that no two servers and no two starts of one give the same: the server in the high byte, the
     * time below ({@code SessionTrackerImpl.initializeNextSessionId}).
     *
     * @param timeMs any clock that moves on between starts
     */
    public static long firstId(long serverId, long timeMs) {
        long id = timeMs << 24 >>> 8 | serverId << 56;
        // The lowest number marks containers among owners, so it can be nobody's session.
        return id == Long.MIN_VALUE ? id + 1 : id;
    }
}
