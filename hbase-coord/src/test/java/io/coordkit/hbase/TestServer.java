package io.coordkit.hbase;

import io.coordkit.server.CoordServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The one place where these tests start a server. */
final class TestServer implements AutoCloseable {
    private final CoordServer server;

    private TestServer(CoordServer server) {
        this.server = server;
    }

    static TestServer start(Path directory, int tickTimeMs) throws IOException {
        Files.createDirectories(directory);
        return new TestServer(CoordServer.builder()
                .dataDirectory(directory)
                .clientPort(0)
                .tickTime(Duration.ofMillis(tickTimeMs))
                .start());
    }

    String connectString() {
        return server.connectString();
    }

    @Override
    public void close() {
        server.close();
    }
}
