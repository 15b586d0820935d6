package io.coordkit.benchmarks.server;

import io.coordkit.benchmarks.Limits;
import java.nio.file.Path;
import java.util.List;

/**
 * How a backend is started, the same for every backend.
 *
 * @param servers how many that vote; one is a standalone server, more are an ensemble
 * @param observers how many more that do not
 * @param directory where the servers' directories are made, so which disk they write to
 * @param jvmArguments of each server: heap size and the like
 */
public record Deployment(int servers, int observers, Path directory, List<String> jvmArguments) {
    public Deployment {
        Limits.atLeast("servers", 1, servers);
        jvmArguments = List.copyOf(jvmArguments);
    }

    /** Without observers. */
    public Deployment(int servers, Path directory, List<String> jvmArguments) {
        this(servers, 0, directory, jvmArguments);
    }
}
