package io.coordkit.it.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawConnection;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.RawSession.Reply;
import io.coordkit.it.raw.Requests;
import io.coordkit.it.raw.Requests.ReadOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class BadInputTest {

    private static final int SESSIONLESS_MS = 1_000;
    private static final int LARGEST_FRAME = 1_048_575;

    private static ServerProcess server;

    private RawSession neighbour;

    @BeforeAll
    static void startServer(@TempDir Path home) throws IOException {
        ZooCfg cfg = ZooCfg.standalone().with("nio.sessionlessCnxnTimeout", Integer.toString(SESSIONLESS_MS));
        server = ServerProcess.start(Backend.SUBJECT, home, cfg);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** Somebody with a session, an ephemeral and a watch, who must notice nothing. */
    @BeforeEach
    void moveIn() throws IOException {
        neighbour = RawSession.open(server.port());
        neighbour.call(Op.CREATE, Requests.create("/neighbour", "", List.of(Acl.OPEN), 1));
        neighbour.call(Op.ADD_WATCH, Requests.path("/neighbour", 0));
    }

    @AfterEach
    void theNeighbourLivesAndTheServerTakesNewClients() throws IOException {
        RawSession visitor = RawSession.open(server.port());
        Reply set = visitor.call(Op.SET_DATA, Requests.setData("/neighbour", "knock", -1));
        assertThat(set.err()).isZero();
        visitor.endSession();
        Reply event = neighbour.receive().orElseThrow();
        assertThat(event.xid()).as("a notification").isEqualTo(-1);
        assertThat(event.body().getInt()).as("NodeDataChanged").isEqualTo(3);
        neighbour.endSession();
        assertThat(server.process().isAlive()).isTrue();
        assertThat(server.process().output()).doesNotContain("OutOfMemoryError");
    }

    /** Sends bytes to a fresh connection, says goodbye, and expects the same from the server, without an answer. */
    private static void expectHangUp(byte[]... pieces) throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            for (byte[] piece : pieces) {
                connection.sendBytes(piece);
            }
            connection.shutdownOutput();
            assertThat(connection.receive()).isEmpty();
        }
    }

    private static byte[] length(int length) {
        return ByteBuffer.allocate(4).putInt(length).array();
    }

    private static byte[] frame(JuteOut body) {
        byte[] bytes = body.toBytes();
        return ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -2, Integer.MIN_VALUE, Integer.MAX_VALUE, LARGEST_FRAME + 1, 100_000_000})
    void impossibleFirstLengths(int length) throws IOException {
        expectHangUp(length(length));
        expectHangUp(length(length), new byte[100]);
    }

    @Test
    void garbageBeforeTheHandshake() throws IOException {
        expectHangUp("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        expectHangUp(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xfc, 0x03, 0x03});
        expectHangUp("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII));
        expectHangUp("xyzw".getBytes(StandardCharsets.US_ASCII));
        expectHangUp(new byte[0]);
        expectHangUp(new byte[] {0, 0});
        var random = new Random(1);
        for (int i = 0; i < 50; i++) {
            byte[] noise = new byte[1 + random.nextInt(300)];
            random.nextBytes(noise);
            expectHangUp(noise);
        }
    }

    @Test
    void brokenHandshakes() throws IOException {
        byte[] good =
                Requests.connect(0, 30_000, 0, new byte[16], ReadOnly.ABSENT).toBytes();
        for (int cut = 0; cut < good.length - 20; cut++) {
            expectHangUp(length(good.length), Arrays.copyOf(good, cut));
            expectHangUp(length(cut), Arrays.copyOf(good, cut));
        }
        JuteOut start = new JuteOut().putInt(0).putLong(0).putInt(30_000).putLong(0);
        for (int passwordLength : List.of(-2, Integer.MIN_VALUE, Integer.MAX_VALUE, 17, 1_000_000_000)) {
            expectHangUp(
                    frame(new JuteOut().putAll(start).putInt(passwordLength).putRaw(new byte[16])));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, LARGEST_FRAME + 1})
    void impossibleLengthsAfterTheHandshake(int length) throws IOException {
        RawSession session = RawSession.open(server.port());
        session.connection().sendBytes(length(length));
        session.connection().sendBytes(new byte[1_000]);
        assertThat(session.receive()).isEmpty();
        RawSession.resume(server.port(), session.granted()).endSession();
    }

    @Test
    void aFrameOfTheLargestSizeIsServed() throws IOException {
        RawSession session = RawSession.open(server.port());
        int overhead = Requests.request(1, Op.SET_DATA, Requests.setData("/neighbour", "", -1))
                .toBytes()
                .length;
        String large = "x".repeat(LARGEST_FRAME - overhead);
        assertThat(session.call(Op.SET_DATA, Requests.setData("/neighbour", large, 0))
                        .err())
                .isZero();
        assertThat(neighbour.receive().orElseThrow().xid()).isEqualTo(-1);
        session.endSession();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 7})
    void framesWithoutAHeader(int length) throws IOException {
        RawSession session = RawSession.open(server.port());
        session.connection().send(new byte[length]);
        assertThat(session.receive()).isEmpty();
        RawSession.resume(server.port(), session.granted()).endSession();
    }

    /** Every operation with a body that lies about its lengths: an error or a hang-up, never a success. */
    @ParameterizedTest
    @ValueSource(
            ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 15, 16, 17, 18, 19, 21, 22, 100, 101, 102, 103, 104, 105, 106})
    void bodiesThatLie(int type) throws IOException {
        List<JuteOut> bodies = List.of(
                new JuteOut().putInt(Integer.MAX_VALUE).putRaw(new byte[40]),
                new JuteOut().putInt(-2).putRaw(new byte[40]),
                new JuteOut().putString("/x").putInt(Integer.MAX_VALUE).putRaw(new byte[3]),
                new JuteOut()
                        .putString("/x")
                        .putBuffer(new byte[0])
                        .putInt(Integer.MAX_VALUE)
                        .putRaw(new byte[20]),
                new JuteOut().putLong(0).putInt(Integer.MAX_VALUE).putRaw(new byte[20]),
                new JuteOut().putInt(0).putInt(0x7fff_fff0));
        for (JuteOut body : bodies) {
            RawSession session = RawSession.open(server.port());
            session.send(type, body);
            session.receive();
            session.close();
            RawSession.resume(server.port(), session.granted()).endSession();
        }
    }

    @Test
    void randomFramesAfterTheHandshake() throws IOException {
        var random = new Random(2);
        for (int i = 0; i < 200; i++) {
            RawSession session = RawSession.open(server.port());
            byte[] noise = new byte[8 + random.nextInt(60)];
            random.nextBytes(noise);
            ByteBuffer.wrap(noise).putInt(1).putInt(random.nextInt(25));
            session.connection().send(noise);
            session.connection().reset();
            RawSession.resume(server.port(), session.granted()).endSession();
        }
    }

    @Test
    void connectionsThatNeverSpeakAreClosed() throws IOException {
        List<RawConnection> silent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            silent.add(new RawConnection(server.port()));
        }
        for (RawConnection connection : silent) {
            assertThat(connection.receive()).isEmpty();
            connection.close();
        }
    }

    @Test
    void oneByteAtATimeIsStillAHandshakeAndARequest() throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            for (byte next : frame(Requests.connect(0, 30_000, 0, new byte[16], ReadOnly.NO))) {
                connection.sendBytes(new byte[] {next});
            }
            assertThat(connection.receive()).isPresent();
            for (byte next : frame(Requests.request(1, Op.CLOSE_SESSION, new JuteOut()))) {
                connection.sendBytes(new byte[] {next});
            }
            assertThat(connection.receive()).isPresent();
            assertThat(connection.receive()).isEmpty();
        }
    }

    @Test
    void aClientThatStopsInTheMiddleOfAFrameHoldsNobodyUp() throws IOException {
        List<RawSession> stalled = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RawSession session = RawSession.open(server.port());
            session.connection().sendBytes(length(1_000_000));
            session.connection().sendBytes(new byte[i * 1_000]);
            stalled.add(session);
        }
        assertThat(neighbour
                        .call(Op.GET_DATA, Requests.path("/neighbour", false))
                        .err())
                .isZero();
        for (RawSession session : stalled) {
            session.connection().reset();
            RawSession.resume(server.port(), session.granted()).endSession();
        }
    }

    @Test
    void aClientThatNeverReadsHoldsNobodyUp() throws IOException {
        RawSession greedy = RawSession.open(server.port());
        greedy.call(Op.SET_DATA, Requests.setData("/neighbour", "y".repeat(500_000), -1));
        assertThat(neighbour.receive().orElseThrow().xid()).isEqualTo(-1);
        for (int i = 0; i < 60; i++) {
            greedy.send(Op.GET_DATA, Requests.path("/neighbour", false));
        }
        assertThat(neighbour
                        .call(Op.GET_DATA, Requests.path("/neighbour", false))
                        .err())
                .isZero();
        greedy.connection().reset();
        RawSession.resume(server.port(), greedy.granted()).endSession();
    }
}
