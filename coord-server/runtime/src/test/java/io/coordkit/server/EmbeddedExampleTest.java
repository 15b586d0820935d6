package io.coordkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example: a server inside a test or a program. */
class EmbeddedExampleTest {
    @Test
    void servesCurator(@TempDir Path directory) throws Exception {
        // readme:begin
        try (CoordServer server = CoordServer.builder().dataDirectory(directory).start();
                CuratorFramework client =
                        CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100))) {
            client.start();
            InterProcessMutex lock = new InterProcessMutex(client, "/locks/report");
            lock.acquire();
            client.create().creatingParentsIfNeeded().forPath("/reports/today", "written once".getBytes());
            lock.release();
            assertThat(client.getData().forPath("/reports/today")).asString().isEqualTo("written once");
        }
        // readme:end
    }
}
