package io.coordkit.sim.world;

import io.coordkit.core.wire.ErrorCode;
import java.util.Optional;

/**
 * What became of an operation.
 *
 * @param error {@link ErrorCode#OK}, a refusal of the servers, or {@link ErrorCode#CONNECTION_LOSS} when nobody knows
 * @param zxid of the state in which it was answered; 0 if it was not answered by a server
 * @param value what was asked for, if it went well; after a multi also if it was refused
 */
public record Reply<T>(ErrorCode error, long zxid, Optional<T> value) {
    static <T> Reply<T> failed(ErrorCode error) {
        return new Reply<>(error, 0, Optional.empty());
    }

    /** Whether it went well. */
    public boolean ok() {
        return error == ErrorCode.OK;
    }

    /**
     * What was asked for.
     *
     * @throws IllegalStateException if it did not go well
     */
    public T get() {
        return value.orElseThrow(() -> new IllegalStateException("the operation ended with " + error));
    }
}
