package io.coordkit.benchmarks.load;

import io.coordkit.benchmarks.BenchmarkFailure;
import java.io.IOException;
import java.time.Duration;

/** Requests over some connections. Used by one thread; any wrong reply is a {@link BenchmarkFailure}. */
public interface Load extends AutoCloseable {
    /** Runs for some time and counts how long each reply took. */
    void run(Duration time, LatencyHistogram latencies) throws IOException;

    /** Sends nothing more and waits for the replies that are due. */
    void drain() throws IOException;

    /** Closes the sessions, so that the servers have nothing left of this load but its znodes. */
    @Override
    void close() throws IOException;
}
