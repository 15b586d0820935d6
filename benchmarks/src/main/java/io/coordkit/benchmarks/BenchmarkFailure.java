package io.coordkit.benchmarks;

/** A run that cannot give an answer: the message is for the user, no stack trace is needed. */
public final class BenchmarkFailure extends RuntimeException {
    public BenchmarkFailure(String message) {
        super(message);
    }

    public BenchmarkFailure(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
