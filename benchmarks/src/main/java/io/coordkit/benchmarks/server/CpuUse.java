package io.coordkit.benchmarks.server;

import io.coordkit.benchmarks.BenchmarkFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Who used the processors: the servers, the load (this process), and the machine as a whole. What is left for others
 * tells whether a figure was disturbed.
 */
public record CpuUse(CpuTime servers, CpuTime load, long machineBusyNanos) {
    /** The columns of /proc/stat that are time at rest: idle and iowait. */
    private static final List<Integer> AT_REST = List.of(3, 4);

    /** The columns after steal, the eighth, repeat what user and nice contain already. */
    private static final int COLUMNS = 8;

    /** The present values, with the given ones as the servers. */
    public static CpuUse now(Ensemble ensemble) {
        try {
            long busy = machineBusyNanos(Files.readString(Path.of("/proc/stat")));
            return new CpuUse(
                    ensemble.cpuTime(), CpuTime.of(ProcessHandle.current().pid()), busy);
        } catch (IOException e) {
            throw new BenchmarkFailure("cannot read the machine's CPU time (Linux is needed)", e);
        }
    }

    /** What was used between an earlier reading and this one. */
    public CpuUse since(CpuUse earlier) {
        return new CpuUse(
                servers.since(earlier.servers), load.since(earlier.load), machineBusyNanos - earlier.machineBusyNanos);
    }

    /** What neither the servers nor the load used; not below 0, as the accounts are not read at the same instant. */
    public long othersNanos() {
        return Math.max(0, machineBusyNanos - servers.totalNanos() - load.totalNanos());
    }

    /** Parses the text of /proc/stat, whose first line sums up all processors. */
    static long machineBusyNanos(String stat) {
        String firstLine = stat.lines().findFirst().orElse("");
        String[] fields = firstLine.split(" +");
        if (!fields[0].equals("cpu") || fields.length <= COLUMNS) {
            throw new BenchmarkFailure("not a machine status line: " + firstLine);
        }
        long[] columns =
                Arrays.stream(fields, 1, 1 + COLUMNS).mapToLong(Long::parseLong).toArray();
        long all = Arrays.stream(columns).sum();
        long rest = AT_REST.stream().mapToLong(column -> columns[column]).sum();
        return (all - rest) * CpuTime.NANOS_PER_TICK;
    }
}
