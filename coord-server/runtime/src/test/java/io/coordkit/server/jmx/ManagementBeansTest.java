package io.coordkit.server.jmx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.server.CoordServer;
import io.coordkit.server.config.ZooCfg;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementBeansTest {
    private static final String STANDALONE = "org.apache.ZooKeeperService:name0=StandaloneServer_port";

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    @TempDir
    Path directory;

    @Test
    void aServerIsThereWhileItRuns() throws Exception {
        try (CoordServer server = start()) {
            ObjectName name = new ObjectName(STANDALONE + server.clientPort());
            assertThat(beans.getAttribute(name, "ClientPort")).isEqualTo(Integer.toString(server.clientPort()));
            assertThat(beans.getAttribute(name, "NumAliveConnections")).isEqualTo(0L);
            assertThat(beans.getAttribute(name, "AvgRequestLatency")).isEqualTo(0.0);
        }
        assertThat(beans.queryNames(new ObjectName(STANDALONE + "*,*"), null)).isEmpty();
    }

    @Test
    void itForgetsWhoHasConnectedInTheClear() throws Exception {
        try (CoordServer server = start();
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.clientPort())) {
            client.getOutputStream().write("ruok".getBytes(UTF_8));
            client.getInputStream().readAllBytes();
            ObjectName name = new ObjectName(STANDALONE + server.clientPort());
            assertThat(beans.getAttribute(name, "NonMTLSLocalConnCount")).isEqualTo(1L);
            assertThat(beans.getAttribute(name, "NonMTLSRemoteConnCount")).isEqualTo(0L);
            beans.invoke(name, "resetStatistics", new Object[0], new String[0]);
            assertThat(beans.getAttribute(name, "NonMTLSLocalConnCount")).isEqualTo(0L);
        }
    }

    @Test
    void itsZnodesAreBelowIt() throws Exception {
        try (CoordServer server = start()) {
            ObjectName name = new ObjectName(STANDALONE + server.clientPort() + ",name1=InMemoryDataTree");
            assertThat(beans.getAttribute(name, "NodeCount")).isEqualTo(5);
            assertThat(beans.getAttribute(name, "LastZxid")).isEqualTo("0x0");
            assertThat(beans.invoke(name, "countEphemerals", new Object[0], new String[0]))
                    .isEqualTo(0);
        }
    }

    private CoordServer start() throws Exception {
        Path file = Files.writeString(
                directory.resolve("zoo.cfg"),
                "clientPort=0\nclientPortAddress=127.0.0.1\nadmin.enableServer=false\ndataDir="
                        + directory.resolve("data") + "\n");
        return CoordServer.start(ZooCfg.read(file, new Properties()).config());
    }
}
