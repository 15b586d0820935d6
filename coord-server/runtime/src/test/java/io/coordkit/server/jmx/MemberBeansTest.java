package io.coordkit.server.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.server.CoordServer;
import io.coordkit.server.config.ZooCfg;
import io.coordkit.server.peer.FreePorts;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A member that is the only voter, so that it serves although the observer of its ensemble is not there. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MemberBeansTest {
    private static final String ENSEMBLE = "org.apache.ZooKeeperService:name0=ReplicatedServer_id71";
    private static final String SELF = ENSEMBLE + ",name1=replica.71";
    private static final String OTHER = ENSEMBLE + ",name1=replica.72";

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    @TempDir
    Path directory;

    @Test
    void aMemberIsThereUnderItsRole() throws Exception {
        List<Integer> ports = FreePorts.find(3);
        try (CoordServer server = start(ports)) {
            awaitBean(SELF + ",name2=Leader,name3=InMemoryDataTree");
            assertThat(get(ENSEMBLE, "QuorumSize")).isEqualTo(1);
            assertThat(get(SELF, "QuorumAddress")).isEqualTo("127.0.0.1:" + ports.get(0));
            assertThat(get(SELF, "ElectionAddress")).isEqualTo("127.0.0.1:" + ports.get(1));
            assertThat(get(SELF, "ClientAddress")).isEqualTo(server.connectString());
            assertThat(get(SELF, "LearnerType")).isEqualTo("PARTICIPANT");
            assertThat(get(SELF, "Leader")).isEqualTo(true);
            assertThat(get(SELF, "State")).isEqualTo("leading");
            assertThat(get(SELF, "TickTime")).isEqualTo(500);
            assertThat(get(SELF, "MaxSessionTimeout")).isEqualTo(10_000);
            assertThat(get(SELF + ",name2=Leader", "ClientPort"))
                    .isEqualTo(server.connectString().replaceAll(".*:", ""));
        }
        assertThat(beans.queryNames(new ObjectName(ENSEMBLE + ",*"), null)).isEmpty();
    }

    @Test
    void theOtherMembersAreBesideIt() throws Exception {
        try (CoordServer server = start(FreePorts.find(3))) {
            awaitBean(OTHER);
            assertThat(get(OTHER, "Name")).isEqualTo("replica.72");
            assertThat(get(OTHER, "QuorumAddress")).isEqualTo("127.0.0.1:1|127.0.0.2:3");
            assertThat(get(OTHER, "ElectionAddress")).isEqualTo("127.0.0.1:2|127.0.0.2:4");
            assertThat(get(OTHER, "ClientAddress")).isEqualTo("127.0.0.1:5");
            assertThat(get(OTHER, "LearnerType")).isEqualTo("OBSERVER");
            assertThat(get(OTHER, "Leader")).isEqualTo(false);
            assertThat(server.status().leader()).isEqualTo(71);
        }
    }

    @Test
    void aReconfigurationIsSeenThere() throws Exception {
        List<Integer> ports = FreePorts.find(3);
        try (CoordServer server = start(ports);
                ZooKeeperAdmin client = new ZooKeeperAdmin(server.connectString(), 10_000, event -> {})) {
            awaitBean(OTHER);
            byte[] config = client.reconfigure(null, "72", null, -1, new Stat());
            while (beans.isRegistered(new ObjectName(OTHER))) {
                client.getConfig(false, new Stat()); // Management is told behind the answer.
            }
            assertThat(get(SELF, "QuorumSystemInfo")).isEqualTo(text(config));
            assertThat((long) get(SELF, "ConfigVersion")).isPositive();
            assertThat(get(SELF, "PartOfEnsemble")).isEqualTo(true);
        }
    }

    private static String text(byte[] config) {
        return new String(config, StandardCharsets.UTF_8);
    }

    /** Beans are registered anew when the server's place changes; the test's own time limit ends this. */
    private Object get(String name, String attribute) throws Exception {
        while (true) {
            try {
                return beans.getAttribute(new ObjectName(name), attribute);
            } catch (InstanceNotFoundException e) {
                Thread.yield();
            }
        }
    }

    /** Management is told behind the server's back; the test's own time limit ends this. */
    private void awaitBean(String name) throws Exception {
        while (!beans.isRegistered(new ObjectName(name))) {
            Thread.yield();
        }
    }

    private CoordServer start(List<Integer> ports) throws Exception {
        Files.writeString(directory.resolve("myid"), "71");
        Path file = Files.writeString(
                directory.resolve("zoo.cfg"),
                String.join(
                        "\n",
                        "dataDir=" + directory,
                        "tickTime=500",
                        "initLimit=10",
                        "syncLimit=5",
                        "standaloneEnabled=false",
                        "reconfigEnabled=true",
                        "multiAddress.enabled=true",
                        "skipACL=yes",
                        "admin.enableServer=false",
                        "server.71=127.0.0.1:" + ports.get(0) + ":" + ports.get(1) + ";127.0.0.1:" + ports.get(2),
                        "server.72=127.0.0.1:1:2|127.0.0.2:3:4:observer;127.0.0.1:5",
                        ""));
        CoordServer server =
                CoordServer.start(ZooCfg.read(file, new Properties()).config());
        server.whenStatus(status -> status.serving()).join();
        return server;
    }
}
