package io.coordkit.elector;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.elector.machine.ElectionState;
import io.coordkit.server.CoordServer;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's example. */
final class ElectorExampleTest {
    @Test
    void works(@TempDir Path directory) throws Exception {
        try (CoordServer server = CoordServer.builder()
                        .dataDirectory(directory)
                        .tickTime(Duration.ofMillis(200))
                        .start();
                CuratorFramework client =
                        CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(1000));
                Elector one = ElectorExample.join(server.connectString(), "one")) {
            client.start();
            Await.until("one is active", () -> one.state() == ElectionState.ACTIVE);
            assertThat(ElectorExample.status(client)).startsWith("active: \"one\" since ");
            try (Elector two = ElectorExample.join(server.connectString(), "two")) {
                Await.until("two waits", () -> two.state() == ElectionState.STANDBY);
                one.quitElection(false);
                Await.until("two is active", () -> two.state() == ElectionState.ACTIVE);
            }
            assertThat(ElectorExample.status(client)).isEqualTo("nobody is active");
        }
    }
}
