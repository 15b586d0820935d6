package io.coordkit.statestore.record;

import java.util.Arrays;
import java.util.Optional;

/** How an application ended in its own words; numbers and names are FinalApplicationStatusProto's without their prefix. */
public enum FinalStatus {
    UNDEFINED(0),
    SUCCEEDED(1),
    FAILED(2),
    KILLED(3),
    ENDED(4);

    private final int code;

    FinalStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<FinalStatus> ofCode(int code) {
        return Arrays.stream(values()).filter(value -> value.code() == code).findFirst();
    }
}
