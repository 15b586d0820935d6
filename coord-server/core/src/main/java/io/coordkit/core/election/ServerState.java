package io.coordkit.core.election;

/** What a server does, by the wire number in its notifications. */
public enum ServerState {
    LOOKING,
    FOLLOWING,
    LEADING,
    OBSERVING;

    private static final ServerState[] BY_NUMBER = values();

    /** Whether a state has this number. */
    static boolean isValid(int number) {
        return number >= 0 && number < BY_NUMBER.length;
    }

    static ServerState of(int number) {
        return BY_NUMBER[number];
    }
}
