package io.coordkit.statestore.record;

import java.util.Arrays;
import java.util.Optional;

/** How an application ended in its own words; numbers and names are FinalApplicationStatusProto's without their prefix. */
public enum FinalStatus {
    UNDEFINED,
    SUCCEEDED,
    FAILED,
    KILLED,
    ENDED;

    int code() {
        return ordinal();
    }

    static Optional<FinalStatus> ofCode(int code) {
        return Arrays.stream(values()).filter(value -> value.code() == code).findFirst();
    }
}
