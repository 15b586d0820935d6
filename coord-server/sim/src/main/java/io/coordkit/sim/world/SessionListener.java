package io.coordkit.sim.world;

/** Told when the state of a session changes, in order with the answers and events of the session. */
@FunctionalInterface
public interface SessionListener {
    /** The state has changed to this. */
    void onState(SessionState state);
}
