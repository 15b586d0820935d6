package io.coordkit.statestore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A writer in a process of its own, frozen by SIGSTOP in the middle of its work while a successor takes over, and thawed. */
class FrozenWriterTest {

    private static final int ROUNDS = 4;

    @ParameterizedTest(name = "its session has expired: {0}")
    @ValueSource(booleans = {false, true})
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void changesNothingAfterItsSuccessorsFirstWriteAndLearnsThatItIsFenced(boolean expired, @TempDir Path directory)
            throws Exception {
        try (TestServer server = TestServer.start(directory, 200)) {
            for (int round = 1; round <= (expired ? 1 : ROUNDS); round++) {
                playRound(server, round, expired);
            }
        }
    }

    private static void playRound(TestServer server, int round, boolean expired) throws Exception {
        Process writer = start(server, round * 100_000);
        try (BufferedReader said =
                        new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8));
                Member successor = Member.connect(server, "rm2:1", settings -> settings)) {
            awaitWrites(said, 10 * round);
            signal(writer, "STOP");
            successor.store.start();
            assertThat(successor.store.updateApplication(Samples.application(round)))
                    .isFalse();
            SortedMap<String, String> before = TreeDump.of(successor.client, "/rmstore");
            if (expired) {
                Await.until(
                        "its session ends", () -> successor.client.checkExists().forPath(SteadyWriter.ALIVE) == null);
            }
            signal(writer, "CONT");
            assertThat(said.lines()).endsWith(SteadyWriter.FENCED);
            assertThat(writer.waitFor()).isZero();
            assertThat(TreeDump.of(successor.client, "/rmstore")).isEqualTo(before);
            assertThat(successor.store.updateApplication(Samples.application(round)))
                    .as("the successor still writes")
                    .isTrue();
        } finally {
            writer.destroyForcibly();
        }
    }

    /** Other lines are the logger's. */
    private static void awaitWrites(BufferedReader said, int count) throws IOException {
        for (int writes = 0; writes < count; ) {
            String line = said.readLine();
            assertThat(line).isNotNull().isNotEqualTo(SteadyWriter.FENCED);
            writes += line.matches("\\d+") ? 1 : 0;
        }
    }

    private static Process start(TestServer server, int firstNumber) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SteadyWriter.class.getName(),
                        server.connectString(),
                        Integer.toString(firstNumber)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }
}
