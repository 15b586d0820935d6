package io.coordkit.sim.engine;

/** The places where chance decides; each has its own sequence of draws, so a change in one leaves the others alone. */
public enum Stream {
    TO_SERVER,
    TO_CLIENT,
    CONNECT,
    CUT,
    STEP,
    LOG_WRITE,
    LOG_FORCE,
    SNAPSHOT,
    RESTART,
    CLIENT_TIMER,
    VOTE,
    LINK,
    NOTICE,
    PIECES,
    DOOR,
    EPOCHS,
    RETIRE,
    SPACE,
    PORT
}
