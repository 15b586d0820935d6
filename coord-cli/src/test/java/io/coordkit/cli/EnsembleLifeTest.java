package io.coordkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From {@code coord ensemble start} to {@code stop}, and what is left afterwards. */
@Timeout(180)
class EnsembleLifeTest {

    @TempDir
    Path temporary;

    private Playground ensemble;

    @BeforeEach
    void name() {
        ensemble = new Playground(temporary.resolve("play"));
    }

    @AfterEach
    void stop() {
        ensemble.close();
    }

    @Test
    void startsStopsAndStartsAgainWithItsDataAndLeavesNoProcess() throws Exception {
        String printed = ensemble.must("start", "--port", "0", "--observers", "1", "--no-proxied");
        assertThat(printed).contains("connect  127.0.0.1:", "stop  coord ensemble stop --dir ");
        JsonNode status = ensemble.status();
        assertThat(Playground.servers(status).map(server -> server.get("role").asText()))
                .containsOnlyOnce("leading", "observing")
                .hasSize(4);
        write(status.get("connect").asText());
        assertThat(ensemble.refused("partition", "1"))
                .isEqualTo("coord: the servers reach each other directly (--no-proxied): nothing can be cut");

        assertThat(ensemble.must("stop")).isEqualTo("stopped; its files are in " + ensemble.directory() + "\n");
        assertNothingLives(status);
        assertThat(ensemble.refused("status"))
                .isEqualTo("coord: the ensemble in " + ensemble.directory() + " is not running");
        assertThat(ensemble.refused("start", "--servers", "5"))
                .startsWith("coord: the ensemble in " + ensemble.directory() + " has 3 servers, 1 observer, port ");

        ensemble.must("start");
        JsonNode again = ensemble.status();
        assertThat(again.get("connect")).isEqualTo(status.get("connect"));
        assertWritten(again.get("connect").asText());
    }

    @Test
    void stopEndsTheServersOfASupervisorThatWasKilled() throws Exception {
        ensemble.must("start", "--port", "0", "--servers", "2");
        JsonNode status = ensemble.status();
        supervisor().destroyForcibly();
        Eventually.holds("nobody answers", () -> ensemble.run("status").exitCode() != 0);
        assertThat(ensemble.refused("status")).contains("does not answer, and processes of it live (");
        assertThat(ensemble.refused("start")).contains("does not answer, and processes of it live (");
        ensemble.must("stop");
        assertNothingLives(status);
        assertThat(list(ensemble.directory()))
                .containsExactlyInAnyOrder("ensemble.properties", "server.1", "server.2", "supervisor.log");
        ensemble.must("start");
    }

    @Test
    void aSupervisorThatIsAskedToEndTakesItsServersAlong() throws Exception {
        ensemble.must("start", "--port", "0", "--servers", "2");
        JsonNode status = ensemble.status();
        ensemble.must("pause", "1");
        supervisor().destroy();
        Eventually.holds("all are gone", () -> livingPids(status).isEmpty());
    }

    @Test
    void anEnsembleInTheDefaultDirectoryLeavesNoFile() throws Exception {
        Path home = temporary.resolve("home");
        Files.createDirectory(home);
        Map<String, String> properties = Map.of("user.home", home.toString());
        assertThat(child(properties, "ensemble", "start", "--port", "0", "--servers", "2"))
                .isZero();
        assertThat(home.resolve(".coord-ensemble")).isDirectory();
        assertThat(child(properties, "ensemble", "stop")).isZero();
        assertThat(list(home)).isEmpty();
    }

    @Test
    void startSaysWhyAServerDoesNotAndLeavesNothingBehind() throws Exception {
        ensemble.must("start", "--port", "0");
        ensemble.must("stop");
        for (int server = 1; server <= 2; server++) {
            Path cfg = ensemble.directory().resolve("server." + server + "/zoo.cfg");
            Files.writeString(cfg, Files.readString(cfg).replace("syncLimit=4", "syncLimit=few"));
        }
        assertThat(ensemble.refused("start")).startsWith("coord: no quorum serves: server 1 ended with 'coord: ");
        assertThat(ensemble.refused("status")).endsWith(" is not running");
    }

    @Test
    void refusesAPortThatIsInUseAndADirectoryThatIsNotItsOwn() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(ensemble.refused("start", "--port", port))
                    .isEqualTo("coord: port " + port + " is in use; --port chooses others, 0 any that are free");
        }
        assertThat(ensemble.directory()).doesNotExist();
        Files.createDirectory(ensemble.directory());
        Files.writeString(ensemble.directory().resolve("precious"), "mine");
        assertThat(ensemble.refused("start"))
                .isEqualTo("coord: " + ensemble.directory() + " is neither an empty directory nor that of an ensemble");
        assertThat(ensemble.refused("stop")).isEqualTo("coord: there is no ensemble in " + ensemble.directory());
        assertThat(list(ensemble.directory())).containsExactly("precious");
    }

    @Test
    void refusesAPathThatASocketCannotHave() {
        Playground deep = new Playground(temporary.resolve("x".repeat(100)));
        assertThat(deep.refused("start")).endsWith(" is too long for a socket in it");
        assertThat(deep.directory()).doesNotExist();
    }

    private ProcessHandle supervisor() throws IOException {
        String pid =
                Files.readString(ensemble.directory().resolve("supervisor.pid")).split(" ")[0];
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static void assertNothingLives(JsonNode status) {
        assertThat(livingPids(status)).isEmpty();
    }

    /** One that is dead, and whose parent has not noticed yet, runs no command. */
    private static List<Long> livingPids(JsonNode status) {
        return Playground.servers(status)
                .map(server -> server.get("pid").asLong())
                .filter(pid -> ProcessHandle.of(pid)
                        .flatMap(process -> process.info().command())
                        .isPresent())
                .toList();
    }

    private static int child(Map<String, String> properties, String... arguments) throws Exception {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        properties.forEach((key, value) -> line.add("-D" + key + "=" + value));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static List<String> list(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private static void write(String connect) throws Exception {
        try (CuratorFramework client = CuratorFrameworkFactory.newClient(connect, new RetryNTimes(50, 100))) {
            client.start();
            client.create().forPath("/kept");
        }
    }

    private static void assertWritten(String connect) throws Exception {
        try (CuratorFramework client = CuratorFrameworkFactory.newClient(connect, new RetryNTimes(50, 100))) {
            client.start();
            assertThat(client.checkExists().forPath("/kept")).isNotNull();
        }
    }
}
