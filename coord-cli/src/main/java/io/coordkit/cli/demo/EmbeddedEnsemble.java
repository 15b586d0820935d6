package io.coordkit.cli.demo;

import io.coordkit.core.storage.StorageException;
import io.coordkit.server.CoordEnsemble;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Three servers of our own inside this process, on free loopback ports, with short ticks so that sessions expire
 * quickly.
 */
public final class EmbeddedEnsemble implements MortalEnsemble {

    private static final Duration TICK = Duration.ofMillis(200);

    private final CoordEnsemble servers;

    private EmbeddedEnsemble(CoordEnsemble servers) {
        this.servers = servers;
    }

    /** Starts it on a directory, which is made when it is missing. */
    public static EmbeddedEnsemble start(Path directory) throws IOException, InterruptedException {
        try {
            return new EmbeddedEnsemble(
                    CoordEnsemble.builder().directory(directory).tickTime(TICK).start());
        } catch (StorageException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    @Override
    public String connectString() {
        return servers.connectString();
    }

    @Override
    public Succession killLeader() throws IOException, InterruptedException {
        int dead = servers.leader();
        long killedNanos = System.nanoTime();
        servers.kill(dead);
        int successor = servers.leader();
        Duration took = Duration.ofNanos(System.nanoTime() - killedNanos);
        servers.start(dead);
        servers.awaitServing();
        return new Succession(dead, successor, took);
    }

    @Override
    public void close() {
        servers.close();
    }
}
