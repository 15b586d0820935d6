package io.coordkit.statestore;

import io.coordkit.statestore.machine.FenceMachine;

/** Hears that a store's reign is over. */
@FunctionalInterface
public interface FenceListener {

    /**
     * Called once, on the thread whose write failed and before that write throws. The store's lock is not held. An
     * exception changes nothing for the store; the write's own exception carries it as a suppressed one.
     */
    void onFenced(FenceMachine.Cause cause);
}
