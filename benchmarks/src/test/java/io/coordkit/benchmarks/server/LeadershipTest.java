package io.coordkit.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.benchmarks.load.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LeadershipTest {
    @Test
    void srvrSaysItInALineOfItsOwn() {
        assertThat(Leadership.isMode("Zookeeper version: 3.9.5\nMode: leader\nNode count: 5\n"))
                .isTrue();
        assertThat(Leadership.isMode("Mode: follower\nNode count: 5\n")).isFalse();
        assertThat(Leadership.isMode("This ZooKeeper instance is not currently serving requests\n"))
                .isFalse();
    }

    @Test
    void aServerIsAskedOnItsPort() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> answerOnce(listener, "Mode: leader\n"));
            assertThat(Leadership.of(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort())))
                    .isTrue();
            answer.join();
        }
    }

    @Test
    void whoDoesNotAnswerDoesNotLead() throws IOException {
        InetSocketAddress closed;
        try (ScriptedServer server = ScriptedServer.startRefusing()) {
            closed = server.address();
        }
        assertThat(Leadership.of(closed)).isFalse();
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
