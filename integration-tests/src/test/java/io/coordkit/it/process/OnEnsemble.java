package io.coordkit.it.process;

import io.coordkit.server.CoordEnsemble;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of a system on three servers of ours, which looks at them through a client of its own. */
public abstract class OnEnsemble {
    private static final Duration TICK = Duration.ofMillis(500);

    @TempDir
    private Path directory;

    protected CoordEnsemble ensemble;
    protected CuratorFramework client;

    @BeforeEach
    final void startServers() throws Exception {
        ensemble = CoordEnsemble.builder().directory(directory).tickTime(TICK).start();
        client = CuratorFrameworkFactory.newClient(ensemble.connectString(), new RetryForever(100));
        client.start();
    }

    @AfterEach
    final void stopServers() {
        client.close();
        ensemble.close();
    }
}
