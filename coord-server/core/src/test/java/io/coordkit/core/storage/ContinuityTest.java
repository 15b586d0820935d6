package io.coordkit.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContinuityTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1, true",
        "0, 2, false",
        "7, 7, true",
        "7, 8, true",
        "7, 9, false",
        "7, 6, false",
        "7, 100000001, true",
        "7, 100000000, true",
        "7, 100000002, false",
        "100000007, 300000001, true",
        "100000000, 100000001, true",
        "100000007, 8, false",
        "100000007, 1, false",
        "1ffffffff, 200000000, true",
    })
    void followsEpochAndCounter(String last, String next, boolean successor) {
        assertThat(Continuity.isSuccessor(Long.parseLong(last, 16), Long.parseLong(next, 16)))
                .isEqualTo(successor);
    }
}
