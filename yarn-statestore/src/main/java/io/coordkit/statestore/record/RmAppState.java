package io.coordkit.statestore.record;

import java.util.Arrays;
import java.util.Optional;

/** Where an application is in its life; numbers and names are RMAppStateProto's without their prefix. */
public enum RmAppState {
    NEW(1),
    NEW_SAVING(2),
    SUBMITTED(3),
    ACCEPTED(4),
    RUNNING(5),
    FINAL_SAVING(6),
    FINISHING(7),
    FINISHED(8),
    FAILED(9),
    KILLED(10);

    private final int code;

    RmAppState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<RmAppState> ofCode(int code) {
        return Arrays.stream(values()).filter(value -> value.code() == code).findFirst();
    }
}
