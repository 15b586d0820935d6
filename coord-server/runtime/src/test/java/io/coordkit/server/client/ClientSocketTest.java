package io.coordkit.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.server.CapturedLog;
import io.coordkit.server.CoordServer;
import io.coordkit.server.config.ClientConfig;
import io.coordkit.server.config.SaslConfig;
import io.coordkit.server.config.ServerConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.proto.ExistsRequest;
import org.apache.zookeeper.proto.SetDataRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets that say strange things: they are cut, and nobody else notices. */
class ClientSocketTest {
    private static final int FRAME_MAX = 10_000;
    private static final int PER_ADDRESS_MAX = 6;

    @TempDir
    Path directory;

    private CoordServer server;
    private RawSocket bystander;

    @BeforeEach
    void start() throws IOException {
        server = CoordServer.start(config(Duration.ofSeconds(10), 0, false));
        bystander = new RawSocket(server.clientPort());
        bystander.write(RawSocket.connectFrame());
        bystander.read();
    }

    @AfterEach
    void theBystanderNoticedNothing() throws IOException {
        bystander.write(RawSocket.request(77, OpCode.exists, new ExistsRequest("/", false)));
        assertThat(ByteBuffer.wrap(bystander.read()).getInt()).isEqualTo(77);
        bystander.close();
        server.close();
        assertThat(server.termination()).isCompleted();
    }

    private ServerConfig config(Duration handshake, int totalMax, boolean keepAlive) {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ServerConfig base = ServerConfig.standalone(directory, any, Duration.ofSeconds(2));
        return new ServerConfig(
                base.serverId(),
                base.tick(),
                base.minSessionTimeout(),
                base.maxSessionTimeout(),
                base.storage(),
                new ClientConfig(
                        Optional.of(any),
                        -1,
                        PER_ADDRESS_MAX,
                        totalMax,
                        FRAME_MAX,
                        keepAlive,
                        handshake,
                        0,
                        Optional.empty(),
                        SaslConfig.DEFAULT),
                base.auth(),
                base.containers(),
                base.extendedTypes(),
                base.limits(),
                base.reconfig(),
                base.monitor(),
                base.member());
    }

    private static byte[] conversation() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(RawSocket.connectFrame());
        all.write(RawSocket.request(1, OpCode.exists, new ExistsRequest("/a", false)));
        all.write(RawSocket.request(-2, OpCode.ping));
        all.write(RawSocket.request(2, OpCode.setData, new SetDataRequest("/none", new byte[40], -1)));
        return all.toByteArray();
    }

    private static void assertAnswered(RawSocket socket) throws IOException {
        assertThat(socket.read()).hasSize(37);
        assertThat(ByteBuffer.wrap(socket.read()).getInt()).isEqualTo(1);
        assertThat(ByteBuffer.wrap(socket.read()).getInt()).isEqualTo(-2);
        assertThat(ByteBuffer.wrap(socket.read()).getInt()).isEqualTo(2);
    }

    @Test
    void framesMayBeCutAnywhere() throws IOException {
        byte[] all = conversation();
        for (int cut = 1; cut < all.length; cut++) {
            try (RawSocket socket = new RawSocket(server.clientPort())) {
                socket.write(all, 0, cut);
                socket.write(all, cut, all.length);
                assertAnswered(socket);
            }
        }
    }

    @Test
    void framesMayComeByteByByte() throws IOException {
        byte[] all = conversation();
        try (RawSocket socket = new RawSocket(server.clientPort())) {
            for (int i = 0; i < all.length; i++) {
                socket.write(all, i, i + 1);
            }
            assertAnswered(socket);
        }
    }

    @Test
    void badLengthsCutTheConnection() throws IOException {
        for (int length : new int[] {-1, Integer.MIN_VALUE, FRAME_MAX + 1, Integer.MAX_VALUE, 0x47455420}) {
            byte[] bytes = ByteBuffer.allocate(4).putInt(length).array();
            try (RawSocket early = new RawSocket(server.clientPort())) {
                early.write(bytes);
                assertThat(early.isCut())
                        .as("length %d before the handshake", length)
                        .isTrue();
            }
            try (RawSocket late = new RawSocket(server.clientPort())) {
                late.write(RawSocket.connectFrame());
                late.read();
                late.write(bytes);
                assertThat(late.isCut())
                        .as("length %d after the handshake", length)
                        .isTrue();
            }
        }
    }

    @Test
    void aHealthChecksWordIsAnsweredWithoutALineInTheLog() throws IOException {
        try (CapturedLog log = new CapturedLog(ClientHandler.class);
                RawSocket probe = new RawSocket(server.clientPort());
                RawSocket late = new RawSocket(server.clientPort())) {
            probe.write("ruok".getBytes(StandardCharsets.US_ASCII));
            assertThat(probe.isCut()).isFalse();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("DEBUG")
                    .endsWith("word=ruok");
            late.write(RawSocket.connectFrame());
            late.read();
            late.write("ruok".getBytes(StandardCharsets.US_ASCII));
            assertThat(late.isCut()).isTrue();
            assertThat(log.lines()).last().asString().matches("INFO connection-cut address=127\\.0\\.0\\.1:\\d+ .*");
        }
    }

    @Test
    void theLargestFrameIsTaken() throws IOException {
        int overhead = RawSocket.request(1, OpCode.setData, new SetDataRequest("/none", new byte[0], -1)).length - 4;
        try (RawSocket socket = new RawSocket(server.clientPort())) {
            socket.write(RawSocket.connectFrame());
            socket.read();
            byte[] data = new byte[FRAME_MAX - overhead];
            socket.write(RawSocket.request(1, OpCode.setData, new SetDataRequest("/none", data, -1)));
            assertThat(ByteBuffer.wrap(socket.read()).getInt()).isEqualTo(1);
        }
    }

    @Test
    void noiseIsCutOrAnswered() throws IOException {
        Random random = new Random(6);
        for (int i = 0; i < 60; i++) {
            try (RawSocket socket = new RawSocket(server.clientPort())) {
                if (i % 2 == 0) {
                    socket.write(RawSocket.connectFrame());
                    socket.read();
                }
                byte[] noise = new byte[4 + random.nextInt(80)];
                random.nextBytes(noise);
                ByteBuffer.wrap(noise).putInt(random.nextInt(3) == 0 ? random.nextInt() : noise.length - 4);
                socket.write(noise);
                socket.shutDownOutput();
            }
        }
    }

    @Test
    void framesTooShortForTheirHeaderCutTheConnection() throws IOException {
        for (int length = 0; length < 8; length++) {
            try (RawSocket socket = new RawSocket(server.clientPort())) {
                socket.write(RawSocket.connectFrame());
                socket.read();
                socket.write(ByteBuffer.allocate(4 + length).putInt(length).array());
                assertThat(socket.isCut()).as("frame of %d bytes", length).isTrue();
            }
        }
    }

    @Test
    void tooManyConnectionsOfOneAddressAreRefused() throws IOException {
        RawSocket[] sockets = new RawSocket[PER_ADDRESS_MAX - 1];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = new RawSocket(server.clientPort());
            sockets[i].write(RawSocket.connectFrame());
            assertThat(sockets[i].read()).hasSize(37);
        }
        try (RawSocket oneMore = new RawSocket(server.clientPort())) {
            assertThat(oneMore.isCut()).isTrue();
        }
        for (RawSocket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void tooManyConnectionsInAllAreRefused(@TempDir Path other) throws IOException {
        ServerConfig narrow = config(Duration.ofSeconds(10), 2, false)
                .withStorage(storage -> io.coordkit.server.config.StorageConfig.in(other));
        try (CoordServer second = CoordServer.start(narrow);
                RawSocket first = new RawSocket(second.clientPort());
                RawSocket next = new RawSocket(second.clientPort())) {
            for (RawSocket socket : List.of(first, next)) {
                socket.write(RawSocket.connectFrame());
                assertThat(socket.read()).hasSize(37);
            }
            try (RawSocket oneMore = new RawSocket(second.clientPort())) {
                assertThat(oneMore.isCut()).isTrue();
            }
        }
    }

    @Test
    void whoSaysNothingIsCutAfterAWhile(@TempDir Path other) throws IOException {
        ServerConfig impatient = config(Duration.ofMillis(50), 0, false)
                .withStorage(storage -> io.coordkit.server.config.StorageConfig.in(other));
        try (CoordServer second = CoordServer.start(impatient);
                RawSocket silent = new RawSocket(second.clientPort());
                RawSocket halfway = new RawSocket(second.clientPort());
                RawSocket polite = new RawSocket(second.clientPort())) {
            polite.write(RawSocket.connectFrame());
            halfway.write(RawSocket.connectFrame(), 0, 20);
            assertThat(polite.read()).hasSize(37);
            assertThat(silent.isCut()).isTrue();
            assertThat(halfway.isCut()).isTrue();
            polite.write(RawSocket.request(5, OpCode.exists, new ExistsRequest("/", false)));
            assertThat(ByteBuffer.wrap(polite.read()).getInt()).isEqualTo(5);
        }
    }

    /** The kernel's list of sockets says which timer runs for each; 02 is the one that probes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @EnabledOnOs(OS.LINUX)
    void theSystemProbesSilentSocketsIfThatIsWanted(boolean wanted, @TempDir Path other) throws IOException {
        ServerConfig probing = config(Duration.ofSeconds(10), 0, wanted)
                .withStorage(storage -> io.coordkit.server.config.StorageConfig.in(other));
        try (CoordServer second = CoordServer.start(probing);
                RawSocket client = new RawSocket(second.clientPort())) {
            client.write(RawSocket.connectFrame());
            assertThat(client.read()).hasSize(37);
            String timer = timer(second.clientPort(), client.localPort());
            for (int round = 1; timer.equals("01") && round < 100; round++) {
                client.write(RawSocket.request(round, OpCode.exists, new ExistsRequest("/", false)));
                client.read();
                timer = timer(second.clientPort(), client.localPort());
            }
            assertThat(timer).isEqualTo(wanted ? "02" : "00");
        }
    }

    /** @return the timer of the server's side of a connection */
    private static String timer(int serverPort, int clientPort) throws IOException {
        Pattern connection = Pattern.compile(String.format(
                " *\\d+: [0-9A-F]+:%04X [0-9A-F]+:%04X 01 [0-9A-F:]+ (\\d\\d):.*", serverPort, clientPort));
        for (String list : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(list))) {
                Matcher matcher = connection.matcher(line);
                if (matcher.matches()) {
                    return matcher.group(1);
                }
            }
        }
        throw new AssertionError("no such connection");
    }
}
