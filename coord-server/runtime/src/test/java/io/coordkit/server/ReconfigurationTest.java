package io.coordkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.server.config.ZooCfg;
import io.coordkit.server.peer.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An ensemble of one, which is reconfigured by the unmodified client and moves all its ports. */
@Timeout(120)
class ReconfigurationTest {
    private static final String SUPER = "super:secret";
    private static final String DIGEST = "super:lK75jTNcA+U9vtVEw5vB51mj/w4=";

    @TempDir
    Path directory;

    @Test
    void movesAndStartsAgainWhereItMovedTo() throws Exception {
        List<Integer> ports = FreePorts.find(6);
        Path file = write(ports, "skipACL=yes");
        String moved =
                "server.1=127.0.0.1:" + ports.get(3) + ":" + ports.get(4) + ":participant;127.0.0.1:" + ports.get(5);
        try (CoordServer server = start(file);
                ZooKeeperAdmin client = connect(ports.get(2))) {
            assertThat(text(client.getConfig(false, new Stat()))).endsWith("version=100000000");
            byte[] config = client.reconfigure(moved, null, null, 0x100000000L, new Stat());
            assertThat(text(config)).startsWith(moved + "\n");
            try (ZooKeeperAdmin there = await(ports.get(5))) {
                assertThat(there.getConfig(false, new Stat())).isEqualTo(config);
            }
            assertThat(client.exists("/", false)).isNotNull();
            assertThat(server.status().serving()).isTrue();
        }
        try (CoordServer server = start(file);
                ZooKeeperAdmin client = await(ports.get(5))) {
            assertThat(server.clientPort()).isEqualTo(ports.get(5));
            assertThat(text(client.getConfig(false, new Stat()))).startsWith(moved + "\n");
        }
    }

    /** {@code NIOServerCnxnFactory.reconfigure} closes the old port first, and then nobody is served. */
    @Test
    void whereClientsCannotBeHeardTheyStayWhereTheyWere() throws Exception {
        List<Integer> ports = FreePorts.find(3);
        Path file = write(ports, "skipACL=yes");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                CapturedLog log = new CapturedLog(CoordServer.class);
                CoordServer server = start(file);
                ZooKeeperAdmin client = connect(ports.get(2))) {
            String blocked = "server.1=127.0.0.1:" + ports.get(0) + ":" + ports.get(1) + ":participant;127.0.0.1:"
                    + taken.getLocalPort();
            byte[] config = client.reconfigure(blocked, null, null, -1, new Stat());
            assertThat(text(config)).startsWith(blocked + "\n");
            while (log.lines().stream().noneMatch(line -> line.startsWith("ERROR serving-failed"))) {
                client.getConfig(false, new Stat()); // The port is tried behind the answer.
            }
            try (ZooKeeperAdmin late = await(ports.get(2))) {
                assertThat(late.getConfig(false, new Stat())).isEqualTo(config);
                assertThat(server.clientPort()).isEqualTo(ports.get(2));
            }
        }
    }

    @Test
    void onlyWhoMayWriteTheConfigurationMayChangeIt() throws Exception {
        List<Integer> ports = FreePorts.find(3);
        Path file = write(ports, "DigestAuthenticationProvider.superDigest=" + DIGEST);
        String line = "server.2=127.0.0.1:1:2:observer;127.0.0.1:3";
        try (CoordServer server = start(file);
                ZooKeeperAdmin client = connect(ports.get(2))) {
            assertThatThrownBy(() -> client.reconfigure(line, null, null, -1, new Stat()))
                    .isInstanceOf(KeeperException.NoAuthException.class);
            assertThatThrownBy(() -> client.reconfigure(null, null, "server.1=a", -1, new Stat()))
                    .isInstanceOf(KeeperException.BadArgumentsException.class);
            client.addAuthInfo("digest", SUPER.getBytes(StandardCharsets.UTF_8));
            assertThat(text(client.reconfigure(line, null, null, -1, new Stat())))
                    .contains(line);
            assertThat(client.getACL(ZooDefs.CONFIG_NODE, new Stat())).isEqualTo(ZooDefs.Ids.READ_ACL_UNSAFE);
            assertThat(server.status().serving()).isTrue();
        }
    }

    private Path write(List<Integer> ports, String more) throws Exception {
        Files.writeString(directory.resolve("myid"), "1");
        return Files.writeString(
                directory.resolve("zoo.cfg"),
                String.join(
                        "\n",
                        "dataDir=" + directory,
                        "tickTime=500",
                        "initLimit=10",
                        "syncLimit=5",
                        "standaloneEnabled=false",
                        "reconfigEnabled=true",
                        "clientPort=" + ports.get(2),
                        "clientPortAddress=127.0.0.1",
                        "server.1=127.0.0.1:" + ports.get(0) + ":" + ports.get(1),
                        more,
                        ""));
    }

    private static CoordServer start(Path file) throws Exception {
        CoordServer server =
                CoordServer.start(ZooCfg.read(file, new Properties()).config());
        server.whenStatus(status -> status.serving()).join();
        return server;
    }

    private static ZooKeeperAdmin connect(int port) throws Exception {
        return new ZooKeeperAdmin("127.0.0.1:" + port, 10_000, event -> {});
    }

    /** The port moves behind the answer; a client tries until it is there. */
    private static ZooKeeperAdmin await(int port) throws Exception {
        ZooKeeperAdmin client = connect(port);
        while (true) {
            try {
                client.getConfig(false, new Stat());
                return client;
            } catch (KeeperException.ConnectionLossException e) {
                // Not there yet; the test's own time limit ends this.
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
