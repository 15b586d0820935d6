package io.coordkit.it.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

    @TempDir
    Path home;

    @Test
    void freezesAndThawsAndDiesOfKill9() throws IOException {
        ServerProcess server = ServerProcess.start(Backend.SUBJECT, home, ZooCfg.standalone());
        try (server) {
            assertThat(server.isServing()).isTrue();
            server.process().freeze();
            assertThat(server.fourLetterWord("ruok"))
                    .as("a frozen server is silent")
                    .isEmpty();
            server.process().thaw();
            Eventually.holds(Duration.ofSeconds(20), server::isServing);
        }
        assertThat(server.process().isAlive()).isFalse();
        assertThat(server.isServing()).isFalse();
    }

    @Test
    void endsCleanlyOnSigterm() throws IOException {
        try (ServerProcess server = ServerProcess.start(Backend.SUBJECT, home, ZooCfg.standalone())) {
            // 143 is what a JVM says that ran its shutdown hooks after SIGTERM.
            assertThat(server.process().terminate()).isIn(0, 143);
        }
    }

    @Test
    void aServerThatCannotStartIsReportedWithItsOutput() {
        ZooCfg broken = ZooCfg.standalone().with("tickTime", "not a number");
        assertThatThrownBy(() -> ServerProcess.start(Backend.SUBJECT, home, broken))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("died while starting")
                .hasMessageContaining("not a number");
    }

    @Test
    void aFrozenServerIsKilledToo() throws IOException {
        ServerProcess server = ServerProcess.start(Backend.SUBJECT, home, ZooCfg.standalone());
        server.process().freeze();
        server.close();
        assertThat(server.process().isAlive()).isFalse();
    }
}
