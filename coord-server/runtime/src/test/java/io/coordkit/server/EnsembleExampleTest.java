package io.coordkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's example: an ensemble inside a test, and what happens to its clients when the leader dies. */
@Timeout(120)
class EnsembleExampleTest {
    @Test
    void survivesTheLossOfTheLeader(@TempDir Path directory) throws Exception {
        // readme:begin
        try (CoordEnsemble ensemble =
                        CoordEnsemble.builder().directory(directory).start();
                CuratorFramework client =
                        CuratorFrameworkFactory.newClient(ensemble.connectString(), new RetryForever(100))) {
            client.start();
            client.create().creatingParentsIfNeeded().forPath("/orders/1", "paid".getBytes());
            int leader = ensemble.leader();
            ensemble.kill(leader);
            client.setData().forPath("/orders/1", "shipped".getBytes()); // by another leader, in the same session
            ensemble.start(leader);
            ensemble.awaitServing();
            assertThat(client.getData().forPath("/orders/1")).asString().isEqualTo("shipped");
        }
        // readme:end
    }
}
