package io.coordkit.it.history;

/** Something that a client learned, in the order in which it learned it. */
public sealed interface Moment {

    /**
     * A call was answered. It took effect, or was read, between the two times.
     *
     * @param invokedNanos before it was sent, by the clock of this process
     * @param completedNanos after its answer was received
     */
    record Answered(Call call, long invokedNanos, long completedNanos, Answer answer) implements Moment {}

    /** The connection was lost before the answer: it took effect once, then or later, or never. */
    record Lost(Call call, long invokedNanos) implements Moment {}

    /** A watch fired: the protocol's number of the event, and the path. */
    record Fired(int type, String path) implements Moment {}

    /** The session goes on over a new connection. */
    record Reconnected() implements Moment {}

    /** A server said that the session is no more. */
    record Expired(long nanos) implements Moment {}
}
