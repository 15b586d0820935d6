package io.coordkit.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.server.CoordServer;
import io.coordkit.server.config.ZooCfg;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four-letter words on the port itself; {@code WordConformanceTest} compares the answers with the reference's. */
class WordsTest {
    @TempDir
    Path directory;

    @Test
    void oneWordIsAnsweredUnlessTold() throws Exception {
        try (CoordServer server = start("")) {
            assertThat(ask(server, "srvr"))
                    .startsWith("Zookeeper version: 3.")
                    .contains("\nMode: standalone\n")
                    .endsWith("\nNode count: 5\n");
            assertThat(ask(server, "ruok")).isEqualTo("ruok is not executed because it is not in the whitelist.\n");
        }
    }

    @Test
    void theListNamesWords() throws Exception {
        try (CoordServer server = start("4lw.commands.whitelist= ruok , isro\n")) {
            assertThat(ask(server, "ruok")).isEqualTo("imok");
            assertThat(ask(server, "isro")).isEqualTo("rw");
            assertThat(ask(server, "srvr")).contains("Mode: standalone");
            assertThat(ask(server, "mntr")).contains("not in the whitelist");
        }
    }

    @Test
    void readOnlyModeAddsAWord() throws Exception {
        try (CoordServer server = start("readonlymode.enabled=true\n")) {
            assertThat(ask(server, "isro")).isEqualTo("rw");
        }
    }

    @Test
    void aWordMayComeInPieces() throws Exception {
        try (CoordServer server = start("4lw.commands.whitelist=*\n");
                Socket socket = connect(server)) {
            for (byte letter : "ruok".getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(letter);
                socket.getOutputStream().flush();
            }
            assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("imok");
        }
    }

    @Test
    void whoeverAsksMaySayThatNothingMoreComes() throws Exception {
        try (CoordServer server = start("4lw.commands.whitelist=*\n");
                Socket socket = connect(server)) {
            socket.getOutputStream().write("mntr\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).asString().startsWith("zk_version\t");
        }
    }

    @Test
    void theTraceMaskFollowsItsWord() throws Exception {
        try (CoordServer server = start("4lw.commands.whitelist=*\n")) {
            assertThat(ask(server, "gtmk")).isEqualTo("306");
            byte[] command = ByteBuffer.allocate(12)
                    .put("stmk".getBytes(StandardCharsets.US_ASCII))
                    .putLong(7)
                    .array();
            assertThat(ask(server, command)).isEqualTo("7");
            assertThat(ask(server, "gtmk")).isEqualTo("7");
        }
    }

    @Test
    void aWordThatIsNotListedIsRefusedWithoutItsArgument() throws Exception {
        try (CoordServer server = start("4lw.commands.whitelist=ruok\n")) {
            assertThat(ask(server, "stmk")).isEqualTo("stmk is not executed because it is not in the whitelist.\n");
        }
    }

    @Test
    void anUnknownWordIsNotAnswered() throws Exception {
        try (CoordServer server = start("4lw.commands.whitelist=*\n")) {
            assertThat(ask(server, "abcd")).isEmpty();
        }
    }

    @Test
    void countingMayBeginAnew() throws Exception {
        try (CoordServer server = start("4lw.commands.whitelist=*\n")) {
            assertThat(ask(server, "srvr")).contains("\nReceived: 1\n");
            assertThat(ask(server, "srvr")).contains("\nReceived: 2\n");
            assertThat(ask(server, "srst")).isEqualTo("Server stats reset.\n");
            assertThat(ask(server, "srvr")).contains("\nReceived: 1\n");
        }
    }

    @Test
    void aMetricHasEachNameOnce() throws Exception {
        try (CoordServer server = start("4lw.commands.whitelist=*\n")) {
            assertThat(ask(server, "mntr").lines().map(line -> line.split("\t", -1)[0]))
                    .doesNotHaveDuplicates()
                    .contains(
                            "zk_version", "zk_server_state", "zk_avg_latency", "zk_znode_count", "zk_p999_readlatency");
        }
    }

    private CoordServer start(String settings) throws Exception {
        Path file = Files.writeString(
                directory.resolve("zoo.cfg"),
                "clientPort=0\nclientPortAddress=127.0.0.1\nadmin.enableServer=false\ndataDir="
                        + directory.resolve("data") + "\n" + settings);
        return CoordServer.start(ZooCfg.read(file, new Properties()).config());
    }

    private static Socket connect(CoordServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.clientPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static String ask(CoordServer server, String word) throws IOException {
        return ask(server, word.getBytes(StandardCharsets.US_ASCII));
    }

    private static String ask(CoordServer server, byte[] command) throws IOException {
        try (Socket socket = connect(server)) {
            socket.getOutputStream().write(command);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
