package io.coordkit.kafka;

import io.coordkit.server.CoordServer;
import java.nio.file.Path;
import java.time.Duration;

/** One of our servers inside the test, on a free loopback port. */
final class TestServer implements AutoCloseable {
    private final CoordServer server;

    private TestServer(CoordServer server) {
        this.server = server;
    }

    static TestServer start(Path dir, int tickTimeMs) throws Exception {
        return new TestServer(CoordServer.builder()
                .dataDirectory(dir)
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
