package io.coordkit.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ForeignEnsembleTest {

    private static final Duration AT_MOST = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void keepsToAZnodeOfItsOwnAndRemovesItWithItsFences() throws Exception {
        try (ApacheServer server = ApacheServer.start(directory);
                CuratorFramework other = client(server.connectString())) {
            other.create().forPath("/rmstore", "somebody's".getBytes(StandardCharsets.UTF_8));
            try (DemoEnsemble ensemble = ForeignEnsemble.connect(server.connectString(), AT_MOST);
                    CuratorFramework demo = client(ensemble.connectString())) {
                assertThat(ensemble.connectString()).startsWith(server.connectString() + "/coordkit-demo-");
                demo.create().withACL(fence()).forPath("/rmstore", new byte[0]);
                demo.setACL().withACL(Ids.OPEN_ACL_UNSAFE).forPath("/rmstore");
                demo.create().creatingParentsIfNeeded().forPath("/rmstore/app/attempt", new byte[0]);
                demo.setACL().withACL(fence()).forPath("/rmstore");
            }
            assertThat(other.getChildren().forPath("/")).containsExactlyInAnyOrder("rmstore", "zookeeper");
            assertThat(other.getData().forPath("/rmstore")).asString().isEqualTo("somebody's");
        }
    }

    @Test
    void saysWhenNobodyAnswers() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        String address = "127.0.0.1:" + closed;
        assertThatThrownBy(() -> ForeignEnsemble.connect(address, Duration.ofMillis(1500)))
                .isInstanceOf(IOException.class)
                .hasMessage("no ZooKeeper answers at " + address + " within 1 s");
    }

    /** As the resource manager fences: everybody may read, write and administer, only one may create and delete. */
    private static List<ACL> fence() {
        return List.of(new ACL(Perms.READ | Perms.WRITE | Perms.ADMIN, Ids.ANYONE_ID_UNSAFE));
    }

    private static CuratorFramework client(String connectString) {
        CuratorFramework client = CuratorFrameworkFactory.newClient(connectString, new RetryOneTime(100));
        client.start();
        return client;
    }
}
