package io.coordkit.core.invariant;

/** Checks of what must always be true. They are on in production: a replica that is wrong must stop, not go on. */
public final class Invariant {
    private Invariant() {}

    /** Stops the replica with {@code claim} unless it is true. */
    public static void check(boolean holds, String claim) {
        if (!holds) {
            throw new Violation(claim);
        }
    }

    /** A bug in this program; the state of the replica cannot be trusted any more. */
    public static final class Violation extends Error {
        private static final long serialVersionUID = 1L;

        Violation(String claim) {
            super(claim);
        }
    }
}
