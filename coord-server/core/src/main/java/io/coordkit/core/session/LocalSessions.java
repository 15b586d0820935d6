package io.coordkit.core.session;

/**
 * Whether the members of an ensemble keep sessions to themselves ({@code localSessionsEnabled} and {@code
 * localSessionsUpgradingEnabled}); all members must agree. A local session costs no transaction, may own no ephemeral, and
 * cannot be taken along to another server.
 */
public enum LocalSessions {
    /** Every session is known to all servers. */
    NONE,
    /** Sessions are local, and stay so: ephemerals are refused to them. */
    FIXED,
    /** Sessions are local until the first ephemeral. */
    UPGRADED;

    /** Whether there are any. */
    public boolean enabled() {
        return this != NONE;
    }
}
