package io.coordkit.elector.machine;

/** The results of a znode operation between which the election distinguishes. */
public enum ResultCode {
    OK,
    NODE_EXISTS,
    NO_NODE,
    BAD_VERSION,
    NO_AUTH,
    /** The connection broke before the reply: the operation may or may not have happened. */
    CONNECTION_LOSS,
    /** As {@link #CONNECTION_LOSS}: the outcome is unknown. */
    OPERATION_TIMEOUT,
    SESSION_EXPIRED,
    /** Any other refusal. */
    OTHER;

    /** Whether asking again may help. */
    boolean isRetryable() {
        return this == CONNECTION_LOSS || this == OPERATION_TIMEOUT;
    }
}
