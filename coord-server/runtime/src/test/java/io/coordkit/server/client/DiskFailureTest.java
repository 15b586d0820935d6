package io.coordkit.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.core.storage.StorageException;
import io.coordkit.server.CoordServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose log refuses a write while clients are connected. */
class DiskFailureTest {
    @TempDir
    Path directory;

    @Test
    void cutsItsClientsAndSaysWhyItStopped() throws Exception {
        try (CoordServer server = CoordServer.builder().dataDirectory(directory).start();
                RawSocket client = new RawSocket(server.clientPort())) {
            // The first transaction, which makes the session, would begin this file.
            Path inTheWay = Files.createFile(directory.resolve("version-2").resolve("log.1"));
            client.write(RawSocket.connectFrame());
            assertThatThrownBy(() -> server.termination().get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(StorageException.class)
                    .hasMessageContaining(inTheWay.toString());
            assertThat(client.isCut()).isTrue();
        }
    }
}
