package io.coordkit.server.jmx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.server.CoordServer;
import io.coordkit.server.config.ZooCfg;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.management.Attribute;
import javax.management.MBeanAttributeInfo;
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
    void whatIsSetForConnectionsHolds() throws Exception {
        try (CoordServer server = start();
                Socket first = new Socket(InetAddress.getLoopbackAddress(), server.clientPort())) {
            ObjectName name = new ObjectName(STANDALONE + server.clientPort());
            assertThat(connect(first, 30_000)).isEqualTo(30_000);
            set(name, "MaxClientCnxnsPerHost", 1);
            try (Socket second = new Socket(InetAddress.getLoopbackAddress(), server.clientPort())) {
                assertThat(connect(second, 30_000)).isNegative();
            }
            set(name, "MaxClientCnxnsPerHost", 0);
            set(name, "ConnectionTokenFillTime", 1_000_000);
            set(name, "ConnectionMaxTokens", 1);
            try (Socket second = new Socket(InetAddress.getLoopbackAddress(), server.clientPort());
                    Socket third = new Socket(InetAddress.getLoopbackAddress(), server.clientPort())) {
                assertThat(connect(second, 30_000)).isEqualTo(30_000);
                assertThat(connect(third, 30_000)).isNegative();
            }
        }
    }

    @Test
    void whatIsSetForSessionsHoldsForThoseThatCome() throws Exception {
        try (CoordServer server = start();
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.clientPort())) {
            ObjectName name = new ObjectName(STANDALONE + server.clientPort());
            set(name, "MaxSessionTimeout", 25_000);
            set(name, "MinSessionTimeout", 20_000);
            assertThat(connect(client, 30_000)).isEqualTo(25_000);
            assertThat(word(server, "conf")).contains("minSessionTimeout=20000", "maxSessionTimeout=25000");
            assertThatThrownBy(() -> set(name, "MinSessionTimeout", 25_001))
                    .hasRootCauseInstanceOf(IllegalArgumentException.class);
            set(name, "MinSessionTimeout", -1);
            assertThat(beans.getAttribute(name, "MinSessionTimeout")).isEqualTo(6000);
        }
    }

    @Test
    void everythingThatCanBeSetIsShown() throws Exception {
        Map<String, Object> wanted = Map.ofEntries(
                Map.entry("MaxClientCnxnsPerHost", 3),
                Map.entry("MinSessionTimeout", 5000),
                Map.entry("MaxSessionTimeout", 6000),
                Map.entry("ConnectionMaxTokens", 7),
                Map.entry("ConnectionTokenFillTime", 8),
                Map.entry("ConnectionTokenFillCount", 9),
                Map.entry("ConnectionFreezeTime", 10),
                Map.entry("ConnectionDropIncrease", 0.11),
                Map.entry("ConnectionDropDecrease", 0.12),
                Map.entry("ConnectionDecreaseRatio", 0.13),
                Map.entry("RequestThrottleLimit", 14),
                Map.entry("ThrottledOpWaitTime", 15),
                Map.entry("RequestStaleLatencyCheck", true),
                Map.entry("LargeRequestMaxBytes", 16),
                Map.entry("LargeRequestThreshold", 17));
        try (CoordServer server = start()) {
            ObjectName name = new ObjectName(STANDALONE + server.clientPort());
            for (Map.Entry<String, Object> attribute : wanted.entrySet()) {
                set(name, attribute.getKey(), attribute.getValue());
            }
            for (Map.Entry<String, Object> attribute : wanted.entrySet()) {
                assertThat(beans.getAttribute(name, attribute.getKey()))
                        .as(attribute.getKey())
                        .isEqualTo(attribute.getValue());
            }
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                assertThat(attribute.isWritable())
                        .as(attribute.getName())
                        .isEqualTo(wanted.containsKey(attribute.getName()));
            }
        }
    }

    @Test
    void whatNoConfigurationMaySayIsRefused() throws Exception {
        Map<String, Object> wrong = Map.of(
                "MinSessionTimeout", 0,
                "MaxSessionTimeout", -2,
                "ConnectionMaxTokens", -1,
                "ConnectionTokenFillTime", 0,
                "ConnectionTokenFillCount", -1,
                "ConnectionFreezeTime", -2,
                "ConnectionDropIncrease", 1.5,
                "ConnectionDropDecrease", -0.5,
                "LargeRequestMaxBytes", 0,
                "LargeRequestThreshold", 0);
        try (CoordServer server = start()) {
            ObjectName name = new ObjectName(STANDALONE + server.clientPort());
            for (Map.Entry<String, Object> attribute : wrong.entrySet()) {
                Object before = beans.getAttribute(name, attribute.getKey());
                assertThatThrownBy(() -> set(name, attribute.getKey(), attribute.getValue()))
                        .as(attribute.getKey())
                        .hasRootCauseInstanceOf(IllegalArgumentException.class);
                assertThat(beans.getAttribute(name, attribute.getKey())).isEqualTo(before);
            }
        }
    }

    @Test
    void countsAreForgottenOneByOne() throws Exception {
        try (CoordServer server = start()) {
            ObjectName name = new ObjectName(STANDALONE + server.clientPort());
            word(server, "ruok");
            for (String reset : List.of(
                    "resetLatency", "resetMaxLatency", "resetFsyncThresholdExceedCount", "resetAuthFailedCount")) {
                beans.invoke(name, reset, new Object[0], new String[0]);
                assertThat(beans.getAttribute(name, "NonMTLSLocalConnCount"))
                        .as(reset)
                        .isEqualTo(1L);
            }
            beans.invoke(name, "resetNonMTLSConnCount", new Object[0], new String[0]);
            assertThat(beans.getAttribute(name, "NonMTLSLocalConnCount")).isEqualTo(0L);
            assertThat((long) beans.getAttribute(name, "PacketsReceived")).isPositive();
        }
    }

    private void set(ObjectName name, String attribute, Object value) throws Exception {
        beans.setAttribute(name, new Attribute(attribute, value));
    }

    private static String word(CoordServer server, String word) throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.clientPort())) {
            client.getOutputStream().write(word.getBytes(UTF_8));
            return new String(client.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** The timeout that is granted for the one that is wished; negative for whoever is refused. */
    private static int connect(Socket client, int timeoutMs) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(4 + 44).putInt(44);
        frame.putInt(0).putLong(0).putInt(timeoutMs).putLong(0).putInt(16);
        try {
            client.getOutputStream().write(frame.array());
            DataInputStream reply = new DataInputStream(client.getInputStream());
            reply.readInt(); // of how many bytes
            reply.readInt(); // the version of the protocol
            return reply.readInt();
        } catch (EOFException | SocketException refused) {
            return -1;
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
                "4lw.commands.whitelist=*\nclientPort=0\nclientPortAddress=127.0.0.1\nadmin.enableServer=false\ndataDir="
                        + directory.resolve("data") + "\n");
        return CoordServer.start(ZooCfg.read(file, new Properties()).config());
    }
}
