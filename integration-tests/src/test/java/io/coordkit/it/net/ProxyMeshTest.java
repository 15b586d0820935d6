package io.coordkit.it.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.it.net.PeerNetwork.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Member 1 connects to member 2, which echoes; each direction is cut in turn. */
@Timeout(60)
class ProxyMeshTest {

    /** How long to listen for what must not come; it can only make the test blind, not red. */
    private static final int SILENCE_MS = 200;

    private ProxyMesh mesh;
    private ServerSocket second;

    @BeforeEach
    void open() throws IOException {
        mesh = new ProxyMesh(2);
        second = new ServerSocket(mesh.home(2).quorum().port(), 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        mesh.close();
        second.close();
    }

    private Socket dial() throws IOException {
        Place place = mesh.seenBy(1, 2).quorum();
        return new Socket(place.host(), place.port());
    }

    private static void say(Socket socket, int what) throws IOException {
        socket.getOutputStream().write(what);
    }

    private static int hear(Socket socket) throws IOException {
        socket.setSoTimeout(0);
        return socket.getInputStream().read();
    }

    private static void hearNothing(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void bytesAndEndsPassInBothDirections() throws IOException {
        try (Socket caller = dial();
                Socket callee = second.accept()) {
            say(caller, 1);
            assertThat(hear(callee)).isEqualTo(1);
            say(callee, 2);
            assertThat(hear(caller)).isEqualTo(2);
            caller.shutdownOutput();
            assertThat(hear(callee)).isEqualTo(-1);
            callee.close();
            assertThat(hear(caller)).isEqualTo(-1);
        }
    }

    @Test
    void aCutHoldsOneDirectionOnlyAndLosesNothing() throws IOException {
        try (Socket caller = dial();
                Socket callee = second.accept()) {
            mesh.cut(1, 2);
            say(caller, 1);
            hearNothing(callee);
            say(callee, 2);
            assertThat(hear(caller)).isEqualTo(2);
            mesh.heal(1, 2);
            assertThat(hear(callee)).isEqualTo(1);

            mesh.cut(2, 1);
            callee.close();
            hearNothing(caller);
            mesh.healAll();
            assertThat(hear(caller)).isEqualTo(-1);
        }
    }

    @Test
    void noConnectionIsMadeWhileEitherDirectionIsCut() throws IOException {
        for (boolean there : new boolean[] {true, false}) {
            mesh.cut(there ? 1 : 2, there ? 2 : 1);
            try (Socket caller = dial()) {
                say(caller, 7);
                second.setSoTimeout(SILENCE_MS);
                assertThatThrownBy(() -> second.accept()).isInstanceOf(SocketTimeoutException.class);
                mesh.healAll();
                second.setSoTimeout(0);
                try (Socket callee = second.accept()) {
                    assertThat(hear(callee)).isEqualTo(7);
                }
            }
        }
    }

    @Test
    void aSlowWayTakesItsTime() throws IOException {
        try (Socket caller = dial();
                Socket callee = second.accept()) {
            mesh.delay(1, 2, Duration.ofMillis(300));
            long before = System.nanoTime();
            say(caller, 1);
            assertThat(hear(callee)).isEqualTo(1);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void nobodyListensBehindTheProxy() throws IOException {
        second.close();
        try (Socket caller = dial()) {
            assertThat(hear(caller)).as("closed at once").isEqualTo(-1);
        }
    }
}
