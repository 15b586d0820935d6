package io.coordkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.zab.ServerStatus;
import io.coordkit.server.config.ZooCfg;
import io.coordkit.server.peer.FreePorts;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.server.quorum.ApacheServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two members of ours and one of Apache's, each with two addresses. */
@Timeout(300)
class SeveralAddressesEnsembleTest {
    private static final String ENABLED = "zookeeper.multiAddress.enabled";

    @TempDir
    Path directory;

    private List<Integer> ports;

    private int port(int id, int which) {
        return ports.get(3 * (id - 1) + which);
    }

    private String common() {
        StringBuilder lines =
                new StringBuilder("tickTime=1000\ninitLimit=20\nsyncLimit=10\nmultiAddress.enabled=true\n");
        for (int id = 1; id <= 3; id++) {
            String address = "%s:" + port(id, 0) + ":" + port(id, 1);
            lines.append("server.").append(id).append('=');
            lines.append(address.formatted("127.0.0.2")).append('|').append(address.formatted("127.0.0.1"));
            lines.append(";127.0.0.1:").append(port(id, 2)).append('\n');
        }
        return lines.toString();
    }

    private CoordServer startOurs(int id) throws Exception {
        Path data = Files.createDirectories(directory.resolve("ours-" + id));
        Files.writeString(data.resolve("myid"), Integer.toString(id));
        Path file = directory.resolve("ours-" + id + ".cfg");
        Files.writeString(file, "dataDir=" + data + "\nadmin.enableServer=false\n" + common());
        return CoordServer.start(ZooCfg.read(file, new Properties()).config());
    }

    @Test
    void ofBothKindsMakeAnEnsemble() throws Exception {
        ports = FreePorts.find(9);
        System.setProperty(ENABLED, "true");
        try (CoordServer one = startOurs(1);
                CoordServer two = startOurs(2)) {
            one.whenStatus(ServerStatus::serving).get(60, TimeUnit.SECONDS);
            two.whenStatus(ServerStatus::serving).get(60, TimeUnit.SECONDS);
            try (ApacheServer apache = new ApacheServer(directory.resolve("apache"), 3, common())) {
                for (int id = 1; id <= 3; id++) {
                    try (ZooKeeper client = Clients.connect("127.0.0.1:" + port(id, 2))) {
                        Clients.create(client, "/at" + id, "", CreateMode.PERSISTENT);
                    }
                }
                assertThat(apache.failure()).isNull();
            }
            int leader = (int) one.status().leader();
            for (String host : List.of("127.0.0.1", "127.0.0.2")) {
                assertTakes(host, port(leader, 0));
                assertTakes(host, port(1, 1));
            }
        } finally {
            System.clearProperty(ENABLED);
        }
    }

    private static void assertTakes(String host, int port) throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 10_000);
            assertThat(socket.isConnected()).isTrue();
        }
    }
}
