package io.coordkit.cli.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.cli.Eventually;
import io.coordkit.cli.ensemble.ServerLogs.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ServerLogsTest {

    @TempDir
    Path directory;

    private Home home;

    @BeforeEach
    void write() throws IOException {
        home = Home.at(directory);
        home.save(new Layout(3, 0, 1, true, true));
        for (int server = 1; server <= 2; server++) {
            Files.createDirectories(home.serverDirectory(server));
        }
        append(1, "2026-01-01T10:00:00.000Z one\n2026-01-01T10:00:03.000Z four ü\n\tat somewhere\n");
        append(2, "2026-01-01T10:00:01.000Z two\n2026-01-01T10:00:02.000Z three\n2026-01-01T10:00:04.000Z unfin");
    }

    @Test
    void putsLinesInTheOrderOfTimeAndKeepsStackTracesTogether() throws Exception {
        assertThat(new ServerLogs(home, List.of()).last(4))
                .extracting(line -> line.server() + line.text().replaceAll("^2026\\S+", ""))
                .containsExactly("2 two", "2 three", "1 four ü", "1\tat somewhere");
        assertThat(new ServerLogs(home, List.of("3", "1")).last(100)).hasSize(3);
    }

    @Test
    void followsEachOnce() throws Exception {
        ServerLogs logs = new ServerLogs(home, List.of());
        assertThat(logs.last(0)).isEmpty();
        List<String> heard = new CopyOnWriteArrayList<>();
        Thread follower = new Thread(() -> follow(logs, heard));
        follower.start();
        append(2, "ished\n");
        append(1, "2026-01-01T10:00:05.000Z six\n");
        Eventually.holds("both are heard", () -> heard.size() == 2);
        follower.interrupt();
        follower.join();
        assertThat(heard)
                .containsExactlyInAnyOrder("2026-01-01T10:00:04.000Z unfinished", "2026-01-01T10:00:05.000Z six");
    }

    @Test
    void knowsItsServers() {
        assertThatThrownBy(() -> new ServerLogs(home, List.of("4"))).hasMessage("there is no server '4', only 1, 2, 3");
    }

    private static void follow(ServerLogs logs, List<String> heard) {
        try {
            logs.follow((Line line) -> heard.add(line.text()));
        } catch (IOException failure) {
            heard.add(failure.toString());
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    private void append(int server, String text) throws IOException {
        Files.writeString(home.serverLog(server), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
