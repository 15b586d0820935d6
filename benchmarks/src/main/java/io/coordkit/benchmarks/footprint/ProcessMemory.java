package io.coordkit.benchmarks.footprint;

import io.coordkit.benchmarks.BenchmarkFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM holds, asked from outside. */
final class ProcessMemory {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");

    private ProcessMemory() {}

    /** Bytes of objects that are reachable; the JVM collects its garbage first. */
    static long liveHeap(long pid) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return number(TOTAL, histogram);
    }

    /** Bytes of the process that are in memory. */
    static long resident(long pid) throws IOException {
        return 1024 * number(RESIDENT, Files.readString(Path.of("/proc", Long.toString(pid), "status")));
    }

    static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new BenchmarkFailure("no " + pattern + " in:\n" + text);
        }
        return Long.parseLong(matcher.group(1));
    }
}
