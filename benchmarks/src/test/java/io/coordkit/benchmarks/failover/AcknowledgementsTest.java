package io.coordkit.benchmarks.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.benchmarks.BenchmarkFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Acknowledgements acknowledgements = new Acknowledgements(2);

    @Test
    void eachWriterMustHaveItsNumber() {
        acknowledgements.add(0);
        acknowledgements.add(0);
        assertThatThrownBy(() -> acknowledgements.awaitEach(1, Duration.ZERO))
                .isInstanceOf(BenchmarkFailure.class)
                .hasMessageContaining("[2, 0] acknowledgements, not 1 each");
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> acknowledgements.add(1));
        assertThatCode(() -> acknowledgements.awaitEach(1, PATIENCE)).doesNotThrowAnyException();
        other.join();
    }

    @Test
    void startingOverCountsAnew() {
        acknowledgements.add(0);
        acknowledgements.add(1);
        acknowledgements.startOver();
        assertThat(acknowledgements.longestPause()).isZero();
        assertThatThrownBy(() -> acknowledgements.awaitEach(1, Duration.ZERO)).isInstanceOf(BenchmarkFailure.class);
        acknowledgements.add(0);
        assertThat(acknowledgements.longestPause()).isPositive();
    }

    @Test
    void theFirstFailureEndsTheWaiting() {
        CompletableFuture<Void> failing = CompletableFuture.runAsync(() -> {
            acknowledgements.fail(new BenchmarkFailure("the first"));
            acknowledgements.fail(new BenchmarkFailure("the second"));
        });
        assertThatThrownBy(() -> acknowledgements.awaitEach(1, PATIENCE)).hasMessage("the first");
        failing.join();
    }
}
