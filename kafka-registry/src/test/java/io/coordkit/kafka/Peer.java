package io.coordkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Somebody beside us in a JVM of its own: a real system, run from a source in {@code src/test/peers} on a class path of its own, or
 * a class of the tests. It takes commands on its standard input and dies at the end of it, so at the latest with this JVM.
 */
final class Peer implements AutoCloseable {
    private static final Path SOURCES = Path.of("src", "test", "peers");
    private static final Path JARS = Path.of("target", "peers");

    private final Process process;
    private final Path output;

    private Peer(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** @param system directory of its jars, which the build has copied */
    static Peer start(String system, String source, Path log, List<String> arguments) throws IOException {
        return launch(
                JARS.resolve(system).resolve("*").toString(),
                SOURCES.resolve(source).toString(),
                log,
                arguments);
    }

    /** One of our own kind, that can stand still while we do not. */
    static Peer start(Class<?> main, Path log, List<String> arguments) throws IOException {
        return launch(System.getProperty("java.class.path"), main.getName(), log, arguments);
    }

    private static Peer launch(String classPath, String main, Path log, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                classPath,
                main));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectOutput(log.toFile())
                .redirectError(Path.of(log + ".err").toFile())
                .start();
        return new Peer(process, log);
    }

    /** Gives it a command. */
    void say(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** The last line of its output that begins with a word. */
    Optional<String> lastLine(String word) throws IOException {
        return Files.readAllLines(output).stream()
                .filter(line -> line.startsWith(word))
                .reduce((earlier, later) -> later);
    }

    /** Stands still, as in a long garbage collection, until {@link #resume}. */
    void pause() throws Exception {
        signal("STOP");
    }

    void resume() throws Exception {
        signal("CONT");
    }

    /** At once, without a word to anybody. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitExit();
    }

    void awaitExit() throws InterruptedException {
        if (!process.waitFor(ServerTest.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("process " + process.pid() + " does not end");
        }
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Returns when it is gone, so that nobody writes into its directory any more. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
