package io.coordkit.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.benchmarks.load.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeadershipTest {
    private static final String LEADING = "12:00:01.000 INFO  ReportLog leading epoch=2\n";
    private static final String FOLLOWING = "12:00:02.000 INFO  ReportLog following leader=3 epoch=3\n";
    private static final String ACTIVE = "12:00:03.000 INFO  ReportLog learner-active server=1\n";

    @TempDir
    private Path directory;

    @Test
    void srvrSaysItInALineOfItsOwn() {
        assertThat(Leadership.isMode("Zookeeper version: 3.9.5\nMode: leader\nNode count: 5\n"))
                .isTrue();
        assertThat(Leadership.isMode("Mode: follower\nNode count: 5\n")).isFalse();
        assertThat(Leadership.isMode("This ZooKeeper instance is not currently serving requests\n"))
                .isFalse();
    }

    @Test
    void theLastLineAboutItInTheLogCounts() {
        assertThat(Leadership.isLastInLog(FOLLOWING + LEADING + ACTIVE)).isTrue();
        assertThat(Leadership.isLastInLog(LEADING + FOLLOWING)).isFalse();
        assertThat(Leadership.isLastInLog(LEADING + "12:00:04.000 INFO  ReportLog looking reason=\"start\"\n"))
                .isFalse();
        assertThat(Leadership.isLastInLog("")).isFalse();
    }

    @Test
    void whoAnswersIsBelievedMoreThanTheLog() throws IOException {
        Path log = Files.writeString(directory.resolve("server.log"), LEADING);
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> answerOnce(listener, "Mode: follower\n"));
            assertThat(Leadership.of(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), log))
                    .isFalse();
            answer.join();
        }
    }

    @Test
    void ofWhoDoesNotAnswerTheLogIsRead() throws IOException {
        Path log = Files.writeString(directory.resolve("server.log"), LEADING);
        InetSocketAddress closed;
        try (ScriptedServer server = ScriptedServer.startRefusing()) {
            closed = server.address();
        }
        assertThat(Leadership.of(closed, log)).isTrue();
    }

    private static void answerOnce(ServerSocket listener, String answer) {
        try (Socket socket = listener.accept()) {
            socket.getInputStream().readNBytes(4);
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
