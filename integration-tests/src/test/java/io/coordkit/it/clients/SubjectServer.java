package io.coordkit.it.clients;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.RawSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.zookeeper.ZooKeeper;

/** The server under test with quick ticks, for clients that wait for things to expire. */
final class SubjectServer {

    static final int TICK_MS = 100;
    private static final String CONTAINER_CHECK = "-Dznode.container.checkIntervalMs=" + TICK_MS;

    private SubjectServer() {}

    static ServerProcess start() throws IOException {
        Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), "clients");
        return start(home.toAbsolutePath());
    }

    static ServerProcess start(Path home) throws IOException {
        return ServerProcess.start(Backend.SUBJECT, home, cfg(), CONTAINER_CHECK);
    }

    /** On the port of a server that is gone, so that its clients find their way back. */
    static ServerProcess start(Path home, int port) throws IOException {
        return ServerProcess.startOn(port, Backend.SUBJECT, home, cfg(), CONTAINER_CHECK);
    }

    private static ZooCfg cfg() {
        return ZooCfg.standalone()
                .with("tickTime", Integer.toString(TICK_MS))
                .with("maxSessionTimeout", "60000")
                .with("extendedTypesEnabled", "true");
    }

    /** Ends the client's session behind its back: it learns at its next contact that it has expired. */
    static void endSession(ServerProcess server, ZooKeeper client) throws IOException {
        RawSession.resume(server.port(), client.getSessionId(), client.getSessionPasswd())
                .endSession();
    }
}
