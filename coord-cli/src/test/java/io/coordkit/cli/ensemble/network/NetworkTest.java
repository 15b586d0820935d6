package io.coordkit.cli.ensemble.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.cli.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two servers, of which 1 dials 2: the test is both. */
@Timeout(120)
class NetworkTest {

    private static final List<Set<Integer>> APART = List.of(Set.of(1), Set.of(2, 3));
    private static final int SILENCE_MS = 200;

    private ServerSocket target;
    private Route route;
    private Network network;

    @BeforeEach
    void open() throws IOException {
        target = listen(0);
        try (ServerSocket free = listen(0)) {
            route = new Route(1, 2, free.getLocalPort(), target.getLocalPort());
        }
        network = Network.open(List.of(route));
    }

    @AfterEach
    void close() throws IOException {
        network.close();
        target.close();
    }

    @Test
    void passesBytesAndEndsBothWays() throws Exception {
        try (Socket dialler = dial();
                Socket server = acceptGreeted(dialler)) {
            say(server, "welcome");
            assertThat(hear(dialler, 7)).isEqualTo("welcome");
            dialler.shutdownOutput();
            assertThat(server.getInputStream().read()).isEqualTo(-1);
            say(server, "farewell");
            server.close();
            assertThat(new String(dialler.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("farewell");
        }
    }

    @Test
    void passesAReset() throws Exception {
        try (Socket dialler = dial();
                Socket server = acceptGreeted(dialler)) {
            server.setSoLinger(true, 0);
            server.close();
            assertThat(endOf(dialler)).isTrue();
        }
    }

    @Test
    void holdsWhatIsSaidWhileItIsCutAndPassesItOnWhenItIsHealed() throws Exception {
        try (Socket dialler = dial();
                Socket server = acceptGreeted(dialler)) {
            network.partition(APART);
            say(dialler, "one");
            say(server, "two");
            dialler.shutdownOutput();
            assertSilent(server);
            assertSilent(dialler);
            network.heal();
            assertThat(new String(server.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("one");
            assertThat(hear(dialler, 3)).isEqualTo("two");
        }
    }

    @Test
    void cutsOnlyBetweenGroups() throws Exception {
        try (Socket dialler = dial();
                Socket server = acceptGreeted(dialler)) {
            network.partition(List.of(Set.of(1, 2), Set.of(3)));
            say(dialler, "heard");
            assertThat(hear(server, 5)).isEqualTo("heard");
            network.partition(APART);
            network.partition(List.of(Set.of(1), Set.of(3)));
            say(dialler, "again");
            assertThat(hear(server, 5)).isEqualTo("again");
        }
    }

    @Test
    void resetsWhatWasDialledWhileItWasCut() throws Exception {
        dial().close();
        target.accept().close();
        network.partition(APART);
        try (Socket first = dial();
                Socket second = dial()) {
            say(first, "too late");
            assertSilent(second);
            network.heal();
            assertThat(endOf(first)).isTrue();
            assertThat(endOf(second)).isTrue();
        }
        // The next one gets through, and nobody hears the others.
        try (Socket dialler = dial()) {
            acceptGreeted(dialler).close();
        }
    }

    @Test
    void refusesConnectionsWhenTheTargetIsGoneAndTakesThemWhenItIsBack() throws Exception {
        try (Socket dialler = dial()) {
            acceptGreeted(dialler).close();
        }
        target.close();
        Eventually.holds("it refuses", () -> {
            try (Socket refused = connect()) {
                return !refused.isConnected();
            } catch (IOException refused) {
                return true;
            }
        });
        target = listen(route.target());
        try (Socket dialler = dial()) {
            acceptGreeted(dialler).close();
        }
    }

    @Test
    void closesEverything() throws Exception {
        try (Socket dialler = dial();
                Socket server = acceptGreeted(dialler)) {
            network.close();
            assertThat(endOf(dialler)).isTrue();
            assertThat(endOf(server)).isTrue();
            Eventually.holds("its port is free", () -> {
                try (ServerSocket free = listen(route.port())) {
                    return free.isBound();
                } catch (IOException taken) {
                    return false;
                }
            });
        }
    }

    /** The first connection of a passage to its target is a look whether it is there. */
    private Socket acceptGreeted(Socket dialler) throws IOException {
        say(dialler, "hello");
        while (true) {
            Socket accepted = target.accept();
            if (new String(accepted.getInputStream().readNBytes(5), UTF_8).equals("hello")) {
                return accepted;
            }
            accepted.close();
        }
    }

    private Socket dial() throws Exception {
        Socket[] connected = new Socket[1];
        Eventually.holds("somebody listens", () -> {
            try {
                connected[0] = connect();
                return true;
            } catch (IOException refused) {
                return false;
            }
        });
        return connected[0];
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), route.port());
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String hear(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), UTF_8);
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(0);
    }

    private static boolean endOf(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }
}
