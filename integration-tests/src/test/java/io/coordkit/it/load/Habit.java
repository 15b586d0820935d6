package io.coordkit.it.load;

/** How long a client of the load stays with a session. */
public enum Habit {
    /** To the end. */
    FAITHFUL,
    /** Now and then it closes one, or leaves a short one to expire, and opens another. */
    FICKLE
}
