package io.coordkit.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ha.HAServiceProtocol.HAServiceState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asking first, then force: Hadoop's methods and one of our own, in the order in which they are configured. */
final class FencingTest {
    private static final InetSocketAddress NOWHERE = new InetSocketAddress("127.0.0.1", 1);

    @TempDir
    Path directory;

    private final Configuration conf = new Configuration();

    @BeforeEach
    void setUp() {
        conf.setInt("ipc.client.connect.retry.interval", 20);
    }

    private void fence(InetSocketAddress service) throws IOException {
        new Fencing(conf, Timeouts.of(conf)).fence(new Target("nn1", conf, service, NOWHERE));
    }

    @Test
    void whoBecomesStandbyNeedsNoForce() throws Exception {
        conf.set(Target.FENCING, "shell(touch " + directory.resolve("forced") + ")");
        try (Service service = new Service(conf)) {
            service.state = HAServiceState.ACTIVE;
            fence(service.address());
            assertThat(service.told).containsExactly("standby REQUEST_BY_ZKFC");
        }
        assertThat(directory.resolve("forced")).doesNotExist();
    }

    /** Nobody listens at the port of ssh, a comment is none of the methods, the first shell fails, the second succeeds. */
    @Test
    void methodsAreTriedInOrderUntilOneSucceeds() throws Exception {
        Path forced = directory.resolve("forced");
        conf.set("dfs.ha.fencing.ssh.private-key-files", "");
        conf.set(
                Target.FENCING,
                "sshfence(nobody:" + closedPort()
                        + ")\n# shell(true)\nshell(false)\nshell(echo $target_host $target_port > " + forced
                        + ")\nshell(rm " + forced + ")");
        fence(NOWHERE);
        assertThat(Files.readString(forced)).startsWith("localhost 1");
    }

    @Test
    void aMethodOfOnesOwnIsNamedByItsClass() throws Exception {
        conf.set(Target.FENCING, Switch.class.getName());
        Service service = new Service(conf);
        Switch.install(service);
        service.close();
        fence(service.address());
        assertThat(service.told).containsExactly("switched off");
    }

    @Test
    void nobodyBecomesActiveWhenNothingHelps() {
        conf.set(Target.FENCING, "shell(false)");
        assertThatThrownBy(() -> fence(NOWHERE)).isInstanceOf(IOException.class).hasMessageContaining("nn1");
    }

    @Test
    void withoutAnyMethodForceFails() {
        assertThatThrownBy(() -> fence(NOWHERE)).isInstanceOf(IOException.class).hasMessageContaining(Target.FENCING);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
