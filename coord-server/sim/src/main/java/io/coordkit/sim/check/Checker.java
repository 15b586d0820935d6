package io.coordkit.sim.check;

import io.coordkit.core.replica.Input;
import io.coordkit.sim.model.Change;
import java.util.List;

/** Watches one server and throws {@link Found} when something that must hold does not. Called in the order of what happens. */
interface Checker {
    /** The server is about to handle an input. */
    default void onInput(Input input) {}

    /** The server has put a transaction into its log that nobody had before; it may still be lost. */
    default void onProposed(Entry entry) {}

    /** The model is about to take a transaction that the server shows to clients. */
    default void onApplying(Entry entry) {}

    /** The model has taken it. */
    default void onApplied(Entry entry, List<Change> changes) {}

    /** The server has answered a connect request. */
    default void onGreeting(View view, Frame frame) {}

    /** The server has sent a watch event. */
    default void onEvent(View view, Frame frame) {}

    /** The server has answered a request, the oldest of its connection without an answer. */
    default void onReply(View view, Handed request, Frame frame) {}

    /** The server has ended a connection, or lost it. */
    default void onClosed(View view) {}

    /** The server, which serves, has handled an input. */
    default void onStepEnd(Input input) {}

    /** The server begins to serve, after a start or after it had no leader for a while. */
    default void onServing() {}
}
