package io.coordkit.benchmarks.report;

import io.coordkit.benchmarks.BenchmarkFailure;
import io.coordkit.benchmarks.load.LatencyHistogram;
import io.coordkit.benchmarks.server.CpuTime;
import io.coordkit.benchmarks.server.CpuUse;
import java.time.Duration;

/**
 * One measured window on one server.
 *
 * @param operations good replies in the window
 * @param seconds its length
 * @param operationsPerSecond throughput
 * @param latencyP50Micros from the moment a request is handed to the socket, at a fixed rate from the moment it ought to have
 *     been, until its reply is read
 * @param serverCpuMicrosPerOperation user and system time of the whole server process, of all servers in an ensemble
 * @param serverUserMicrosPerOperation the part outside the kernel
 * @param serverSystemMicrosPerOperation the part inside the kernel
 * @param serverCpuCores how many processors the servers kept busy
 * @param loadCpuCores the same for the load, which has one thread: near 1, the load is the limit and throughput says
 *     little about the server
 * @param otherCpuCores the same for everything else on the machine: well above 0, the window was disturbed
 */
public record Sample(
        long operations,
        double seconds,
        double operationsPerSecond,
        double latencyP50Micros,
        double latencyP99Micros,
        double latencyP999Micros,
        double latencyMaxMicros,
        double serverCpuMicrosPerOperation,
        double serverUserMicrosPerOperation,
        double serverSystemMicrosPerOperation,
        double serverCpuCores,
        double loadCpuCores,
        double otherCpuCores) {

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Derives the sample from what was read at both ends of the window.
     *
     * @throws BenchmarkFailure when the window was too short for any operation to finish
     */
    public static Sample of(LatencyHistogram latencies, Duration window, CpuUse cpu) {
        long operations = latencies.total();
        CpuTime servers = cpu.servers();
        if (operations == 0) {
            throw new BenchmarkFailure("a window of " + window.toMillis() + " ms is too short: no operation finished");
        }
        double elapsedNanos = window.toNanos();
        double userMicros = servers.userNanos() / NANOS_PER_MICRO / operations;
        double systemMicros = servers.systemNanos() / NANOS_PER_MICRO / operations;
        return new Sample(
                operations,
                elapsedNanos / NANOS_PER_SECOND,
                operations / (elapsedNanos / NANOS_PER_SECOND),
                latencies.percentileNanos(0.50) / NANOS_PER_MICRO,
                latencies.percentileNanos(0.99) / NANOS_PER_MICRO,
                latencies.percentileNanos(0.999) / NANOS_PER_MICRO,
                latencies.maxNanos() / NANOS_PER_MICRO,
                userMicros + systemMicros,
                userMicros,
                systemMicros,
                servers.totalNanos() / elapsedNanos,
                cpu.load().totalNanos() / elapsedNanos,
                cpu.othersNanos() / elapsedNanos);
    }
}
