package io.coordkit.statestore.record;

import java.util.Arrays;
import java.util.Optional;

/** Where an attempt is in its life; numbers and names are RMAppAttemptStateProto's without their prefix. */
public enum RmAttemptState {
    NEW,
    SUBMITTED,
    SCHEDULED,
    ALLOCATED,
    LAUNCHED,
    FAILED,
    RUNNING,
    FINISHING,
    FINISHED,
    KILLED,
    ALLOCATED_SAVING,
    LAUNCHED_UNMANAGED_SAVING,
    RECOVERED,
    FINAL_SAVING;

    int code() {
        return ordinal() + 1;
    }

    static Optional<RmAttemptState> ofCode(int code) {
        return Arrays.stream(values()).filter(value -> value.code() == code).findFirst();
    }
}
