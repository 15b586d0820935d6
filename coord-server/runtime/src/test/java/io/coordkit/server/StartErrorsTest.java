package io.coordkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.core.storage.StorageException;
import io.coordkit.server.config.ConfigException;
import io.coordkit.server.config.ServerConfig;
import io.coordkit.server.config.ZooCfg;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that fails says why and leaves neither thread, port nor lock behind. */
class StartErrorsTest {
    @TempDir
    Path directory;

    private final Set<Thread> before = Set.copyOf(ours());

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        for (Thread thread : ours()) {
            if (!before.contains(thread)) {
                thread.join(20_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    private static Set<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("coord-"))
                .collect(Collectors.toSet());
    }

    private CoordServer.Builder builder() {
        return CoordServer.builder().dataDirectory(directory);
    }

    @Test
    void aPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> builder().clientPort(taken.getLocalPort()).start())
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot listen on 127.0.0.1:%d: port %<d is in use", taken.getLocalPort());
        }
        startsNow();
    }

    @Test
    void anAddressOfAnotherMachine() throws IOException {
        InetAddress elsewhere = InetAddress.getByName("192.0.2.1");
        assertThatThrownBy(() -> builder().address(elsewhere).start())
                .isInstanceOf(IOException.class)
                .hasMessage("cannot listen on 192.0.2.1:0: this machine has no such address");
        startsNow();
    }

    @Test
    void aDirectoryInUse() throws IOException {
        try (CoordServer running = builder().start()) {
            assertThatThrownBy(() -> builder().start())
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("another server");
            assertThat(running.termination()).isNotDone();
        }
        startsNow();
    }

    @Test
    void aFileInPlaceOfTheDirectory() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> CoordServer.builder().dataDirectory(file).start())
                .isInstanceOf(StorageException.class);
        startsNow();
    }

    @Test
    void snapshotsThatCannotBeRead() throws IOException {
        builder().start().close();
        Path version = directory.resolve("version-2");
        Path snapshot = version.resolve("snapshot.0");
        byte[] good = Files.readAllBytes(snapshot);
        byte[] bad = good.clone();
        bad[40] ^= 1;
        Files.write(snapshot, bad);
        assertThatThrownBy(() -> builder().start())
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith(snapshot + ": none of the 1 snapshots can be read");
        assertThat(Files.readAllBytes(snapshot)).isEqualTo(bad);
        Files.write(snapshot, good);
        startsNow();
    }

    @Test
    void anEmptyDirectoryThatIsNotBelieved() throws IOException, ConfigException {
        Properties system = new Properties();
        system.setProperty("zookeeper.db.autocreate", "false");
        ServerConfig config = ZooCfg.standalone(
                directory, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Duration.ofSeconds(1), system);
        assertThatThrownBy(() -> CoordServer.start(config))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith(directory + ": is empty, which db.autocreate=false does not believe");
        Path marker = Files.createFile(directory.resolve("initialize"));
        CoordServer.start(config).close();
        assertThat(marker).doesNotExist();
        CoordServer.start(config).close();
    }

    /** Where {@code FileTxnSnapLog} of the reference looks for it. */
    @Test
    void aMarkerBesideTheLogsIsBelieved() throws IOException, ConfigException {
        Path logs = Files.createDirectory(directory.resolve("logs"));
        Properties system = new Properties();
        system.setProperty("zookeeper.db.autocreate", "false");
        system.setProperty("zookeeper.dataLogDir", logs.toString());
        ServerConfig config = ZooCfg.standalone(
                directory, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Duration.ofSeconds(1), system);
        Path marker = Files.createFile(logs.resolve("initialize"));
        CoordServer.start(config).close();
        assertThat(marker).doesNotExist();
    }

    @Test
    void noDirectoryGiven() {
        assertThatThrownBy(() -> CoordServer.builder().start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dataDirectory");
    }

    @Test
    void settingsThatNoServerCanHave() {
        assertThatThrownBy(() -> builder().clientPort(70_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("clientPort must be from 0 to 65535, not 70000");
        assertThatThrownBy(() -> builder().clientPort(-1)).isInstanceOf(IllegalArgumentException.class);
        for (Duration tick :
                new Duration[] {Duration.ZERO, Duration.ofMillis(-1), Duration.ofNanos(999_999), Duration.ofDays(2)}) {
            assertThatThrownBy(() -> builder().tickTime(tick))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("tickTime must be from 1 to 107374182 ms");
        }
    }

    @Test
    void closingTwiceDoesNothing() throws IOException {
        CoordServer server = builder().start();
        server.close();
        server.close();
        assertThat(server.termination()).isCompleted();
    }

    private void startsNow() throws IOException {
        try (CoordServer server = builder().start()) {
            assertThat(server.clientPort()).isPositive();
            assertThat(server.connectString()).isEqualTo("127.0.0.1:" + server.clientPort());
        }
    }
}
