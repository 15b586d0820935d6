package io.coordkit.hbase;

import io.coordkit.server.CoordServer;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server and a client of it for one test. They end after whatever the test itself has to end. */
abstract class ServerTest {
    @TempDir
    Path directory;

    CoordServer server;
    CuratorFramework client;

    @BeforeEach
    void startServer() throws Exception {
        server = CoordServer.builder()
                .dataDirectory(directory.resolve("zk"))
                .tickTime(Duration.ofMillis(200))
                .start();
        client = Clients.connect(server);
    }

    @AfterEach
    void stopServer() {
        client.close();
        server.close();
    }
}
