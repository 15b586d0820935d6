package io.coordkit.cli.demo.children;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server of another system in a process of its own, begun by a class of ours that knows nothing else and ends with its input, so at the
 * latest with the demo. The other system's libraries are in a directory beside the one that our code is in, and on no class path but
 * that of the processes that need them.
 */
public final class ForeignProcess implements AutoCloseable {

    private final String name;
    private final Process process;
    private final Path log;

    private ForeignProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts one.
     *
     * @param name used in messages
     * @param directory of its libraries, as {@link #libraries} takes it
     * @param main the class of ours
     * @param log where its output goes
     */
    public static ForeignProcess start(String name, String directory, Class<?> main, Path log, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                libraries(directory) + File.pathSeparator + ourCode(),
                main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ForeignProcess(name, process, log);
    }

    /** The class path of all libraries in a directory, such as {@code kafka}, that stands beside our code. */
    public static String libraries(String directory) throws IOException {
        Path code = ourCode();
        Path beside = Files.isDirectory(code) ? code : code.resolveSibling("");
        Path libraries = beside.toAbsolutePath().normalize().resolveSibling(directory);
        if (!Files.isDirectory(libraries)) {
            throw new IOException("the libraries of " + directory + " are not in " + libraries);
        }
        return libraries + File.separator + "*";
    }

    private static Path ourCode() throws IOException {
        try {
            return Path.of(ForeignProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("no path: " + e.getInput(), e);
        }
    }

    /** Everything that it has said. */
    public String output() throws IOException {
        return Files.readString(log);
    }

    /** Fails when it has ended. */
    public void checkAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(name + " ended with exit code " + process.exitValue() + "; see " + log);
        }
    }

    /** Ends its input and waits until it has ended, then kills it. */
    public void stop(Duration atMost) throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
        }
    }

    /** Ends it at once and returns when it is gone (kill -9). */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
