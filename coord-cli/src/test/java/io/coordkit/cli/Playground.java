package io.coordkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** {@code coord ensemble} in a directory of the test. */
record Playground(Path directory) implements AutoCloseable {

    /** Runs a command. */
    CommandLineRun run(String... arguments) {
        List<String> line = new ArrayList<>(List.of("ensemble"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--dir", directory.toString()));
        return CommandLineRun.of(line.toArray(String[]::new));
    }

    /** Runs a command that must succeed, and returns what it printed. */
    String must(String... arguments) {
        CommandLineRun run = run(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }

    /** Runs a command that must fail, and returns its only line. */
    String refused(String... arguments) {
        CommandLineRun run = run(arguments);
        assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).hasLineCount(1);
        return run.err().strip();
    }

    JsonNode status() throws IOException {
        CommandLineRun run = run("status", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.json();
    }

    String connect() throws IOException {
        return status().get("connect").asText();
    }

    JsonNode server(int server) throws IOException {
        return status().get("servers").get(server - 1);
    }

    /** Waits until every server says something. */
    void awaitAll(String what, Predicate<JsonNode> says) throws Exception {
        Eventually.holds(what, () -> servers(status()).allMatch(says));
    }

    void awaitAllServing() throws Exception {
        awaitAll("all serve", server -> server.get("serving").asBoolean() && isRunning(server));
    }

    /** Waits until a server leads in a newer epoch and is none of these, and returns its number. */
    int awaitLeader(long afterEpoch, int... not) throws Exception {
        Eventually.holds(
                "there is another leader", () -> leader(afterEpoch, not).isPresent());
        return leader(afterEpoch, not).orElseThrow().get("server").asInt();
    }

    private Optional<JsonNode> leader(long afterEpoch, int... not) throws IOException {
        return servers(status())
                .filter(server -> isRunning(server)
                        && server.get("serving").asBoolean()
                        && server.get("role").asText().equals("leading")
                        && server.get("epoch").asLong() > afterEpoch)
                .filter(server -> IntStream.of(not)
                        .noneMatch(other -> other == server.get("server").asInt()))
                .findFirst();
    }

    static boolean isRunning(JsonNode server) {
        return server.get("state").asText().equals("running");
    }

    static Stream<JsonNode> servers(JsonNode status) {
        return StreamSupport.stream(status.get("servers").spliterator(), false);
    }

    /** Stops what may be there. */
    @Override
    public void close() {
        run("stop");
    }
}
