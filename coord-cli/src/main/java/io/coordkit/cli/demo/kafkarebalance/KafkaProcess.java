package io.coordkit.cli.demo.kafkarebalance;

import io.coordkit.cli.demo.DemoContext;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A broker of Kafka in a process of its own. Its libraries are in the directory {@code kafka} beside the one that our code is in, and on
 * no class path but its own.
 */
final class KafkaProcess implements AutoCloseable {

    private static final int STOPPED_AT_MOST_SECONDS = 30;

    private final int id;
    private final Process process;
    private final Path log;

    private KafkaProcess(int id, Process process, Path log) {
        this.id = id;
        this.process = process;
        this.log = log;
    }

    static KafkaProcess start(DemoContext context, int id, int port) throws IOException {
        Path directory = Files.createDirectories(context.workDirectory().resolve("kafka"));
        Path properties = directory.resolve("broker" + id + ".properties");
        Files.write(
                properties,
                List.of(
                        "broker.id=" + id,
                        "listeners=PLAINTEXT://127.0.0.1:" + port,
                        "log.dirs=" + directory.resolve("broker" + id),
                        "zookeeper.connect=" + context.connectString(),
                        "num.network.threads=1",
                        "num.io.threads=2",
                        "log.cleaner.enable=false"));
        Path code = ourCode();
        Path log = directory.resolve("broker" + id + ".log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        libraries(code) + File.separator + "*" + File.pathSeparator + code,
                        KafkaMain.class.getName(),
                        properties.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new KafkaProcess(id, process, log);
    }

    private static Path libraries(Path code) throws IOException {
        Path beside = Files.isDirectory(code) ? code : code.resolveSibling("");
        Path libraries = beside.toAbsolutePath().normalize().resolveSibling("kafka");
        if (!Files.isDirectory(libraries)) {
            throw new IOException("Kafka's libraries are not in " + libraries);
        }
        return libraries;
    }

    private static Path ourCode() throws IOException {
        try {
            return Path.of(KafkaMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("no path: " + e.getInput(), e);
        }
    }

    void checkAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("broker " + id + " ended with exit code " + process.exitValue() + "; see " + log);
        }
    }

    /** Lets it hand its partitions over and go. */
    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(STOPPED_AT_MOST_SECONDS, TimeUnit.SECONDS)) {
            close();
        }
    }

    /** Ends it at once and returns when it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
