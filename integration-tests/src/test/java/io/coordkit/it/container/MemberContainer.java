package io.coordkit.it.container;

import static io.coordkit.it.process.Ports.free;

import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * A server of an ensemble in a container of the product image. It has two networks: one through which clients on this side reach
 * it, at the same port over all its lives, and one on which the servers talk and from which it can be cut off.
 */
final class MemberContainer extends GenericContainer<MemberContainer> {

    /** The members of every ensemble of the tests. */
    static final int MEMBERS = 3;

    /**
     * Without client ports: Curator would learn from the ensemble that it is at {@code coord1:2181}, a name that only containers
     * know.
     */
    private static final String SERVERS =
            "server.1=coord1:2888:3888 server.2=coord2:2888:3888 server.3=coord3:2888:3888";

    private static final int PORT = 2181;
    private static final int STOP_SECONDS = 30;
    private static final int SESSION_MS = 8_000;
    private static final int RETRY_MS = 50;

    private final int server;
    private final Network peers;
    private final int hostPort;

    /** A member that does not run yet; its data goes with the container. */
    MemberContainer(int server, Network clients, Network peers) {
        super(Engine.image());
        this.server = server;
        this.peers = peers;
        this.hostPort = free();
        withNetwork(clients);
        withEnv("ZOO_MY_ID", Integer.toString(server));
        withEnv("ZOO_SERVERS", SERVERS);
        withEnv("ZOO_TICK_TIME", "500");
        withEnv("ZOO_SYNC_LIMIT", "4");
        withEnv("ZOO_INIT_LIMIT", "20");
        withEnv("COORD_JVM_OPTS", "-Xmx192m -XX:TieredStopAtLevel=1");
        withCreateContainerCmdModifier(create -> Objects.requireNonNull(create.getHostConfig())
                .withPortBindings(
                        new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", hostPort), new ExposedPort(PORT))));
        waitingFor(Wait.forHealthcheck().withStartupTimeout(Duration.ofSeconds(90)));
    }

    /** Before it runs: it looks for the others at once. */
    @Override
    protected void containerIsCreated(String containerId) {
        join(containerId);
    }

    private void join(String containerId) {
        Engine.client()
                .connectToNetworkCmd()
                .withContainerId(containerId)
                .withNetworkId(peers.getId())
                .withContainerNetwork(new ContainerNetwork().withAliases("coord" + server))
                .exec();
    }

    int server() {
        return server;
    }

    String connectString() {
        return "127.0.0.1:" + hostPort;
    }

    /** A client of this member alone, connected or not. */
    CuratorFramework client() {
        CuratorFramework client =
                CuratorFrameworkFactory.newClient(connectString(), SESSION_MS, SESSION_MS, new RetryForever(RETRY_MS));
        client.start();
        return client;
    }

    /** What it says of itself; to be asked while it runs. */
    Properties saysOfItself() {
        try {
            var said = new Properties();
            said.load(new StringReader(
                    execInContainer("cat", "/tmp/coordkit.status").getStdout()));
            return said;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException now) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(now);
        }
    }

    boolean serves() {
        return "true".equals(saysOfItself().getProperty("serving"));
    }

    boolean leads() {
        return serves() && "leading".equals(saysOfItself().getProperty("role"));
    }

    /** {@code docker kill}, which is kill -9. */
    void dockerKill() {
        Engine.client().killContainerCmd(getContainerId()).exec();
    }

    /** {@code docker stop}; returns the exit code. */
    long dockerStop() {
        Engine.client()
                .stopContainerCmd(getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
        var state = Engine.client().inspectContainerCmd(getContainerId()).exec().getState();
        return Objects.requireNonNull(state.getExitCodeLong(), "a container that has ended has an exit code");
    }

    /** {@code docker start}: the same container, with its data. */
    void dockerStart() {
        Engine.client().startContainerCmd(getContainerId()).exec();
    }

    /** Stops every process in it between two instructions. */
    void freeze() {
        Engine.client().pauseContainerCmd(getContainerId()).exec();
    }

    void thaw() {
        Engine.client().unpauseContainerCmd(getContainerId()).exec();
    }

    /** Takes it off the network of the servers; clients still reach it. */
    void cutOff() {
        Engine.client()
                .disconnectFromNetworkCmd()
                .withContainerId(getContainerId())
                .withNetworkId(peers.getId())
                .exec();
    }

    void reconnect() {
        join(getContainerId());
    }
}
