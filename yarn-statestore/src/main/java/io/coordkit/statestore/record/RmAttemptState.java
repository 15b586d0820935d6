package io.coordkit.statestore.record;

import java.util.Arrays;
import java.util.Optional;

/** Where an attempt is in its life; numbers and names are RMAppAttemptStateProto's without their prefix. */
public enum RmAttemptState {
    NEW(1),
    SUBMITTED(2),
    SCHEDULED(3),
    ALLOCATED(4),
    LAUNCHED(5),
    FAILED(6),
    RUNNING(7),
    FINISHING(8),
    FINISHED(9),
    KILLED(10),
    ALLOCATED_SAVING(11),
    LAUNCHED_UNMANAGED_SAVING(12),
    RECOVERED(13),
    FINAL_SAVING(14);

    private final int code;

    RmAttemptState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<RmAttemptState> ofCode(int code) {
        return Arrays.stream(values()).filter(value -> value.code() == code).findFirst();
    }
}
