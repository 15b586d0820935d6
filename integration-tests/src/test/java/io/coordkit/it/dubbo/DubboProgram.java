package io.coordkit.it.dubbo;

import io.coordkit.it.process.Eventually;
import io.coordkit.it.process.JavaChild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A program of Dubbo 3 in a JVM of its own: a provider, a consumer or a monitor. */
final class DubboProgram implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    /** How the service is registered, as Dubbo's documents name the two ways to find it. */
    enum Search {
        FORCE_INTERFACE,
        FORCE_APPLICATION
    }

    private final JavaChild child;
    private int calls;

    private DubboProgram(JavaChild child) {
        this.child = child;
    }

    /** Offers services ({@code group/version}) at a port, in every registry (a connect string, and a group if any). */
    static DubboProgram provider(String name, int port, List<String> registries, String... services)
            throws IOException {
        return start("provider", List.of(name, Integer.toString(port), String.join("|", registries)), services);
    }

    static DubboProgram consumer(String name, Search search, String registry, String... services) throws IOException {
        return start("consumer", List.of(name, search.name(), registry), services);
    }

    /** Follows the providers and consumers of every service of a registry. */
    static DubboProgram monitor(String registry) throws IOException {
        return start("monitor", List.of(registry));
    }

    private static DubboProgram start(String role, List<String> settings, String... services) throws IOException {
        Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), role)
                .toAbsolutePath();
        var arguments = new ArrayList<>(List.of(role));
        arguments.addAll(settings);
        arguments.addAll(List.of(services));
        List<String> options = List.of("-Duser.home=" + home, "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        return new DubboProgram(
                JavaChild.startPeer("dubbo", "Dubbo.java", home.resolve("output.txt"), options, arguments));
    }

    DubboProgram awaitReady() throws IOException {
        awaitLine("ready");
        return this;
    }

    /** Name and kind of the provider that answered a call, or {@code nobody}. */
    String call(String service) throws IOException {
        calls++;
        child.say(calls + " " + service);
        return awaitLine(calls + " ");
    }

    /** Calls until an answer comes from this provider. */
    void awaitAnswerOf(String provider, String service) throws IOException {
        await(() -> call(service).equals(provider + " " + service));
    }

    /** Waits until the last that a monitor has said of a service is this number of providers or consumers. */
    void awaitSight(String category, String service, int count) throws IOException {
        String sight = "saw " + service + " " + category + " ";
        await(() -> last(sight).equals(Optional.of(Integer.toString(count))));
    }

    void kill() {
        child.kill9();
    }

    private String awaitLine(String beginning) throws IOException {
        await(() -> last(beginning).isPresent());
        return last(beginning).orElseThrow();
    }

    private void await(Eventually.Condition condition) throws IOException {
        try {
            Eventually.holds(PATIENCE, condition);
        } catch (AssertionError e) {
            throw new AssertionError(child.output(), e);
        }
    }

    private Optional<String> last(String beginning) throws IOException {
        String text = child.output();
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith(beginning))
                .reduce((earlier, later) -> later)
                .map(line -> line.substring(beginning.length()));
    }

    @Override
    public void close() {
        child.close();
    }
}
