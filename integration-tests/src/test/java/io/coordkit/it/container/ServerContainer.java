package io.coordkit.it.container;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;

/** Our server in a container of the product image, reachable from here at a free port of 127.0.0.1. */
final class ServerContainer extends GenericContainer<ServerContainer> {

    /** How other containers of its network call it. */
    static final String ADDRESS = "coord:2181";

    private static final int PORT = 2181;
    private static final int STOP_SECONDS = 30;
    private static final int SESSION_MS = 20_000;
    private static final int RETRY_MS = 50;

    ServerContainer() {
        super(Engine.image());
        withExposedPorts(PORT);
        withCreateContainerCmdModifier(create -> hostConfig(create)
                .withPortBindings(new PortBinding(Ports.Binding.bindIp("127.0.0.1"), new ExposedPort(PORT))));
        waitingFor(Wait.forLogMessage(".*(serving|listening server=\\d+) address=.*", 1));
    }

    private static HostConfig hostConfig(CreateContainerCmd create) {
        HostConfig config = create.getHostConfig();
        if (config == null) {
            throw new IllegalStateException("Testcontainers gives every container a host configuration");
        }
        return config;
    }

    /** Its data directory is the named volume, which outlives it. */
    ServerContainer onVolume(String name) {
        return withCreateContainerCmdModifier(
                create -> hostConfig(create).withBinds(new Bind(name, new Volume("/data"))));
    }

    ServerContainer onNetwork(Network network) {
        return withNetwork(network).withNetworkAliases("coord");
    }

    ServerContainer withJvmOptions(String options) {
        return withEnv("COORD_JVM_OPTS", options);
    }

    String connectString() {
        return "127.0.0.1:" + getMappedPort(PORT);
    }

    /** A connected Curator client on this side. */
    CuratorFramework connect() throws InterruptedException {
        CuratorFramework client =
                CuratorFrameworkFactory.newClient(connectString(), SESSION_MS, SESSION_MS, new RetryForever(RETRY_MS));
        client.start();
        if (!client.blockUntilConnected(30, TimeUnit.SECONDS)) {
            client.close();
            throw new AssertionError("not connected within 30 s; the server said:\n" + getLogs());
        }
        return client;
    }

    /** {@code docker stop}; returns the exit code. */
    long dockerStop() {
        Engine.client()
                .stopContainerCmd(getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
        return exitCode();
    }

    /** {@code docker kill}, which is kill -9; returns the exit code. */
    long dockerKill() {
        Engine.client().killContainerCmd(getContainerId()).exec();
        return exitCode();
    }

    private long exitCode() {
        Long code = Engine.client()
                .inspectContainerCmd(getContainerId())
                .exec()
                .getState()
                .getExitCodeLong();
        if (code == null) {
            throw new AssertionError("a container that has ended has an exit code");
        }
        return code;
    }
}
