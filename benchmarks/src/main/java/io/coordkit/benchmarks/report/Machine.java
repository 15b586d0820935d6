package io.coordkit.benchmarks.report;

import io.coordkit.benchmarks.BenchmarkFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a figure was measured on.
 *
 * @param loadAverage processes that ran or waited in the minute before the run: well above 0, others use the machine
 * @param fileSystem of the servers' data directories
 */
public record Machine(
        String cpu, int cores, long memoryMegabytes, String kernel, String jvm, String fileSystem, String loadAverage) {

    /** Describes this machine. */
    public static Machine describe(Path dataDirectory) {
        try {
            return new Machine(
                    valueOf(Path.of("/proc/cpuinfo"), "model name"),
                    Runtime.getRuntime().availableProcessors(),
                    Long.parseLong(valueOf(Path.of("/proc/meminfo"), "MemTotal").split(" ", 2)[0]) / 1024,
                    System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                            + System.getProperty("os.arch"),
                    System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                    Files.getFileStore(dataDirectory).type(),
                    Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
        } catch (IOException e) {
            throw new BenchmarkFailure("cannot describe the machine (Linux is needed)", e);
        }
    }

    private static String valueOf(Path file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("0 unknown");
        }
    }
}
