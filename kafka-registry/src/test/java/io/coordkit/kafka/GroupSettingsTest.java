package io.coordkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings with which a member could not work are refused when they are made, not when it starts. */
class GroupSettingsTest {
    private static final GroupSettings GOOD = GroupSettings.of("g1", "login");

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.000001S", "P25D"})
    void durationsThatNoTimerCanKeepAreRefused(String text) {
        Duration bad = Duration.parse(text);
        assertThatThrownBy(() -> GOOD.withAutoCommit(Optional.of(bad)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("autoCommitInterval is " + bad);
        assertThatThrownBy(() -> GOOD.withRetryBackoff(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("retryBackoff is " + bad);
        assertThatThrownBy(() -> with(1, bad, GOOD.closeTimeout()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("connectionTimeout is " + bad);
        assertThatThrownBy(() -> with(1, GOOD.connectionTimeout(), bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("closeTimeout is " + bad);
    }

    @Test
    void theShortestAndTheLongestAreAccepted() {
        Duration longest = Duration.ofMillis(Integer.MAX_VALUE);
        assertThat(with(1, Duration.ofMillis(1), longest).closeTimeout()).isEqualTo(longest);
    }

    @Test
    void noAttemptsAreRefused() {
        assertThatThrownBy(() -> with(0, GOOD.connectionTimeout(), GOOD.closeTimeout()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxAttempts is 0");
    }

    private static GroupSettings with(int maxAttempts, Duration connectionTimeout, Duration closeTimeout) {
        return new GroupSettings(
                GOOD.group(),
                GOOD.consumerId(),
                GOOD.subscription(),
                GOOD.assignor(),
                Optional.empty(),
                GOOD.retryBackoff(),
                maxAttempts,
                connectionTimeout,
                closeTimeout);
    }
}
