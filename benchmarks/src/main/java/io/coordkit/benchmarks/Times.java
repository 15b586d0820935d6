package io.coordkit.benchmarks;

import java.time.Duration;

/**
 * How long everything takes.
 *
 * @param measured length of a window
 * @param warmUp of fresh servers, pipelined
 * @param settle before each window, in its own shape; before and after each kill of a leader
 */
public record Times(Duration measured, Duration warmUp, Duration settle) {
    public Times {
        if (measured.isNegative() || measured.isZero() || warmUp.isNegative() || settle.isNegative()) {
            throw new BenchmarkFailure("times must not be negative, and the measured one not zero");
        }
    }
}
