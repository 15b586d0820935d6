package io.coordkit.statestore.record;

import java.util.Arrays;
import java.util.Optional;

/** Where an application is in its life; numbers and names are RMAppStateProto's without their prefix. */
public enum RmAppState {
    NEW,
    NEW_SAVING,
    SUBMITTED,
    ACCEPTED,
    RUNNING,
    FINAL_SAVING,
    FINISHING,
    FINISHED,
    FAILED,
    KILLED;

    int code() {
        return ordinal() + 1;
    }

    static Optional<RmAppState> ofCode(int code) {
        return Arrays.stream(values()).filter(value -> value.code() == code).findFirst();
    }
}
