package io.coordkit.cli.demo;

import io.coordkit.core.storage.StorageException;
import io.coordkit.server.CoordServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Our own server inside this process, on a free loopback port, with short ticks so that sessions expire quickly. */
public final class EmbeddedEnsemble implements DemoEnsemble {

    private static final Duration TICK = Duration.ofMillis(200);

    private final CoordServer server;

    private EmbeddedEnsemble(CoordServer server) {
        this.server = server;
    }

    /** Starts it on a directory, which is made when it is missing. */
    public static EmbeddedEnsemble start(Path directory) throws IOException {
        try {
            return new EmbeddedEnsemble(CoordServer.builder()
                    .dataDirectory(directory)
                    .tickTime(TICK)
                    .start());
        } catch (StorageException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    @Override
    public String connectString() {
        return server.connectString();
    }

    @Override
    public void close() {
        server.close();
    }
}
