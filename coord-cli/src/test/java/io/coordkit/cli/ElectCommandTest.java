package io.coordkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coordkit.cli.system.Freezer;
import io.coordkit.server.CoordServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code coord elect} as real processes, which are killed and frozen. */
@Timeout(180)
class ElectCommandTest {

    /** Says who it is, when it begins and ends, and whether another one runs meanwhile. */
    private static final String JOB = """
            echo $$ >> jobs
            mkdir busy || echo overlap >> log
            trap 'rmdir busy; echo "end $COORD_MEMBER" >> log; exit 0' TERM
            echo "begin $COORD_MEMBER $COORD_FENCING_TOKEN" >> log
            while :; do sleep 0.05; done
            """;

    @TempDir
    Path directory;

    private final List<Process> members = new ArrayList<>();
    private CoordServer server;

    @BeforeEach
    void start() throws IOException {
        server = CoordServer.builder()
                .dataDirectory(directory.resolve("data"))
                .tickTime(Duration.ofMillis(500))
                .start();
        Files.writeString(directory.resolve("job.sh"), JOB);
    }

    /** A job outlives its killed member for a moment, and still writes: the directory waits for it. */
    @AfterEach
    void stop() throws Exception {
        for (Process member : members) {
            member.destroyForcibly().waitFor();
        }
        for (String job : lines("jobs")) {
            ProcessHandle.of(Long.parseLong(job))
                    .ifPresent(running -> running.onExit().join());
        }
        server.close();
    }

    @Test
    void theCommandRunsOnceWhoeverIsFrozenKilledOrStopped() throws Exception {
        Process one = member("one", "--", "sh", "job.sh");
        Eventually.holds("one is active", () -> log().size() == 1);
        Process two = member("two", "--", "sh", "job.sh");
        Eventually.holds("two waits", () -> names(status().get("waiting")).equals(List.of("two")));
        assertThat(status().get("lock").get("name").asText()).isEqualTo("one");

        Freezer.freeze(one.pid());
        Eventually.holds("two is active", () -> log().size() == 3);
        Freezer.thaw(one.pid());
        Eventually.holds("one waits", () -> names(status().get("waiting")).equals(List.of("one")));
        two.destroyForcibly();
        Eventually.holds("one is active again", () -> log().size() == 5);
        one.destroy();
        assertThat(one.waitFor()).isEqualTo(143);

        List<String> log = log();
        assertThat(log.stream().map(line -> line.replaceAll("\\d+", "").strip()))
                .containsExactly("begin one", "end one", "begin two", "end two", "begin one", "end one");
        assertThat(log.stream()
                        .filter(line -> line.startsWith("begin"))
                        .map(line -> Long.parseLong(line.replaceAll("\\D", ""))))
                .isSorted()
                .doesNotHaveDuplicates();
        CommandLineRun afterwards = run("status");
        assertThat(afterwards.exitCode()).isEqualTo(3);
        assertThat(afterwards.out()).contains("active      nobody", "has left in good order");
    }

    @Test
    void anUnfitMemberDoesNotRunTheCommand() throws Exception {
        Path fit = directory.resolve("fit");
        Process member = member(
                "one",
                "--health",
                "test -e fit",
                "--health-interval",
                "300ms",
                "--health-failures",
                "1",
                "--",
                "sh",
                "job.sh");
        Eventually.holds("it says so", () -> said("one").contains("not healthy"));
        assertThat(log()).isEmpty();
        Files.createFile(fit);
        Eventually.holds("it is active", () -> log().size() == 1);
        Files.delete(fit);
        Eventually.holds("it has stopped", () -> log().size() == 2);
        assertThat(run("status").exitCode()).isEqualTo(3);
        assertThat(member.isAlive()).isTrue();
    }

    @Test
    void theCommandsExitCodeIsOurs() throws Exception {
        assertThat(member("one", "--", "sh", "-c", "exit 7").waitFor()).isEqualTo(7);
        assertThat(member("two", "--", "./no-such-program").waitFor()).isEqualTo(127);
        assertThat(said("two")).contains("no-such-program");
        assertThat(run("status").out()).contains("has left in good order");
    }

    @Test
    void theNextActiveRunsTheFenceCommandFirst() throws Exception {
        Process one = member("one", "--", "sh", "job.sh");
        Eventually.holds("one is active", () -> log().size() == 1);
        member("two", "--fence", "echo fenced $COORD_OLD_MEMBER >> log; rm -rf busy", "--", "sh", "job.sh");
        Eventually.holds("two waits", () -> names(status().get("waiting")).equals(List.of("two")));
        one.destroyForcibly();
        Eventually.holds("two is active", () -> log().stream().anyMatch(line -> line.startsWith("begin two")));
        assertThat(log()).doesNotContain("overlap").contains("fenced one");
    }

    @Test
    void whoWaitsRunsItsStandbyCommandUntilItsTurnHasCome() throws Exception {
        Files.writeString(directory.resolve("spare.sh"), """
                echo $$ >> jobs
                trap 'echo "spare ends $COORD_MEMBER" >> log; exit 0' TERM
                echo "spare begins $COORD_MEMBER" >> log
                while :; do sleep 0.05; done
                """);
        Process one = member("one", "--", "sh", "job.sh");
        Eventually.holds("one is active", () -> log().size() == 1);
        member("two", "--standby", "sh spare.sh", "--", "sh", "job.sh");
        Eventually.holds("the spare runs", () -> log().contains("spare begins two"));
        one.destroy();
        // On a slow machine it may have been told to wait once more in between.
        Eventually.holds("two is active", () -> log().stream().anyMatch(line -> line.startsWith("begin two")));
        assertThat(log().stream().map(line -> line.replaceAll("\\d+", "").strip()))
                .containsSubsequence("begin one", "end one", "begin two")
                .containsSubsequence("spare begins two", "spare ends two", "begin two");
    }

    @Test
    void aCommandThatEndsByItselfGivesWayIfItsMemberStays() throws Exception {
        String shortJob = "echo $$ >> jobs; echo $COORD_MEMBER >> log; exit 3";
        Process one = member("one", "--stay", "--", "sh", "-c", shortJob);
        Process two = member("two", "--stay", "--", "sh", "-c", shortJob);
        Eventually.holds("both have had their turns", () -> log().containsAll(List.of("one", "two")));
        // Stopped in good order, since killed ones might just have begun a job that has not told its number yet.
        for (Process member : List.of(one, two)) {
            member.destroy();
            assertThat(member.waitFor()).isEqualTo(143);
        }
    }

    @Test
    void aCommandThatDoesNotEndWhenAskedIsKilledAfterTheGrace() throws Exception {
        Process one = member("one", "--", "sh", "-c", """
                trap 'echo asked >> log' TERM
                echo $$ >> jobs; echo begin >> log
                while :; do sleep 0.05; done
                """);
        Eventually.holds("it runs", () -> log().contains("begin"));
        one.destroy();
        assertThat(one.waitFor()).isEqualTo(143);
        assertThat(log()).contains("asked");
        long job = Long.parseLong(lines("jobs").get(0));
        Eventually.holds("it is gone", () -> ProcessHandle.of(job).isEmpty());
        assertThat(run("status").out()).contains("has left in good order");
    }

    @Test
    void whatIsMissingOrImpossibleIsSaidInOneLine() {
        assertThat(refused(2, "--lock", "/jobs", "--", "true")).startsWith("coord: --connect is missing");
        assertThat(refused(2, "--connect", server.connectString(), "--", "true"))
                .startsWith("coord: --lock is missing");
        assertThat(refused(2, "--connect", server.connectString(), "--lock", "jobs", "--", "true"))
                .startsWith("coord: --lock=jobs: ");
        assertThat(refused(2, "--connect", server.connectString(), "--lock", "/jobs"))
                .startsWith("coord: which command?");
        assertThat(refused(1, "--connect", server.connectString(), "--lock", "/jobs", "--grace", "9s", "--", "true"))
                .contains("the session timeout, as granted, is 10000 ms, which allows a grace of at most 2833 ms");
        assertThat(refused(1, "status", "--connect", server.connectString(), "--lock", "/nowhere"))
                .isEqualTo("coord: there is no election at /nowhere");
        assertThat(refused(
                        1,
                        "--connect",
                        "127.0.0.1:1",
                        "--lock",
                        "/jobs",
                        "--session-timeout",
                        "2s",
                        "--grace",
                        "0s",
                        "--",
                        "true"))
                .isEqualTo("coord: no ZooKeeper server answers at 127.0.0.1:1");
    }

    private static String refused(int exitCode, String... arguments) {
        List<String> line = new ArrayList<>(List.of("elect"));
        line.addAll(List.of(arguments));
        CommandLineRun run = CommandLineRun.of(line.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        return run.err().strip();
    }

    private Process member(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "elect"));
        command.addAll(List.of("--connect", server.connectString(), "--lock", "/jobs/nightly", "--name", name));
        command.addAll(List.of("--session-timeout", "6s", "--grace", "1s"));
        command.addAll(List.of(arguments));
        Process member = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(directory.resolve(name).toFile()))
                .start();
        members.add(member);
        return member;
    }

    private String said(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    private List<String> log() throws IOException {
        return lines("log");
    }

    private List<String> lines(String name) throws IOException {
        Path file = directory.resolve(name);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private CommandLineRun run(String command, String... arguments) {
        List<String> line = new ArrayList<>(
                List.of("elect", command, "--connect", server.connectString(), "--lock", "/jobs/nightly"));
        line.addAll(List.of(arguments));
        return CommandLineRun.of(line.toArray(String[]::new));
    }

    private JsonNode status() throws IOException {
        return run("status", "--json").json();
    }

    private static List<String> names(JsonNode members) {
        List<String> names = new ArrayList<>();
        members.forEach(member -> names.add(member.get("name").asText()));
        return names;
    }
}
