package io.coordkit.benchmarks.server;

import io.coordkit.benchmarks.BenchmarkFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process has used of the processors since its start, all threads together, as Linux accounts for it: in steps of
 * 10 ms, with the time inside the kernel (sockets, fsync) on behalf of the process included.
 */
public record CpuTime(long userNanos, long systemNanos) {
    /** The unit of /proc on every architecture that a JVM runs on: USER_HZ is 100 there. */
    static final long NANOS_PER_TICK = 10_000_000;

    /** No time at all. */
    static final CpuTime NONE = new CpuTime(0, 0);

    /** utime is field 14 and stime field 15 of the line; the first field after the name is number 3. */
    private static final int USER_AFTER_NAME = 14 - 3;

    private static final int SYSTEM_AFTER_NAME = 15 - 3;

    /** Reads the present value for a live process. */
    public static CpuTime of(long pid) {
        Path file = Path.of("/proc", Long.toString(pid), "stat");
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new BenchmarkFailure("cannot read the CPU time of process " + pid + " (Linux is needed)", e);
        }
    }

    /** Parses the text of /proc/PID/stat; the name in it is in brackets and may itself contain brackets and blanks. */
    static CpuTime parse(String stat) {
        String afterName = stat.substring(stat.lastIndexOf(')') + 1).strip();
        List<String> fields = List.of(afterName.split(" "));
        if (fields.size() <= SYSTEM_AFTER_NAME) {
            throw new BenchmarkFailure("not a process status line: " + stat);
        }
        return new CpuTime(
                Long.parseLong(fields.get(USER_AFTER_NAME)) * NANOS_PER_TICK,
                Long.parseLong(fields.get(SYSTEM_AFTER_NAME)) * NANOS_PER_TICK);
    }

    public long totalNanos() {
        return userNanos + systemNanos;
    }

    /** What two processes have used together. */
    CpuTime plus(CpuTime other) {
        return new CpuTime(userNanos + other.userNanos, systemNanos + other.systemNanos);
    }

    /** What was used between an earlier reading and this one. */
    public CpuTime since(CpuTime earlier) {
        return new CpuTime(userNanos - earlier.userNanos, systemNanos - earlier.systemNanos);
    }
}
