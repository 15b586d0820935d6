package io.coordkit.benchmarks.rmstore;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coordkit.benchmarks.BenchmarkFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs {@link StoreProgram} in a JVM of its own.
 *
 * @param connectString of the server
 * @param jvmArguments the same for both kinds
 * @param split the split index of both
 */
record StoreProcess(String connectString, List<String> jvmArguments, int split) {

    Figures load(StoreKind kind, String parent) throws IOException {
        return run(kind, parent, 0);
    }

    Figures store(StoreKind kind, String parent, int count) throws IOException {
        return run(kind, parent, count);
    }

    private Figures run(StoreKind kind, String parent, int count) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.add("-Dlogback.configurationFile=server-logback.xml");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StoreProgram.class.getName()));
        command.addAll(List.of(kind.name(), connectString, parent, Integer.toString(split), Integer.toString(count)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread killer = new Thread(process::destroyForcibly, "kill-" + kind.label());
        Runtime.getRuntime().addShutdownHook(killer);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new BenchmarkFailure("the process of " + kind.label() + " failed:\n" + output);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("interrupted", e);
        }
        Runtime.getRuntime().removeShutdownHook(killer);
        String answer = output.lines()
                .filter(line -> line.startsWith("{"))
                .findFirst()
                .orElseThrow(() -> new BenchmarkFailure("no figures from " + kind.label() + ":\n" + output));
        return new ObjectMapper().readValue(answer, Figures.class);
    }
}
