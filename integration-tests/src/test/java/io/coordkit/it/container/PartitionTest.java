package io.coordkit.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Eventually;
import java.io.IOException;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Network;

/** A client's container is taken off the network and put back: its session survives that, or not, by its timeout. */
@InContainers
class PartitionTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static Network network;
    private static ServerContainer server;
    private static CuratorFramework observer;

    @BeforeAll
    static void start() throws InterruptedException {
        network = Network.newNetwork();
        server = new ServerContainer()
                .onNetwork(network)
                .withJvmOptions("-Dzookeeper.tickTime=500 -Dzookeeper.maxSessionTimeout=60000");
        server.start();
        observer = server.connect();
    }

    @AfterAll
    static void stop() {
        observer.close();
        server.close();
        network.close();
    }

    /** The client notices after two thirds of the timeout, so the last third is the time to come back in. */
    @Test
    void aSessionResumesWithinItsTimeout() throws Exception {
        String path = "/resumes";
        try (ProgramContainer client = holder(Duration.ofSeconds(30), path)) {
            Stat before = observer.checkExists().forPath(path);
            client.cutOff();
            client.awaitSaid("session Disconnected", 1);
            client.reconnect();
            client.awaitSaid("session SyncConnected", 2);
            Stat after = observer.checkExists().forPath(path);
            assertThat(after).isNotNull().isEqualTo(before);
            assertThat(after.getEphemeralOwner()).isNotZero();
            assertThat(client.said("session Expired")).isEmpty();
        }
    }

    @Test
    void aSessionExpiresBeyondItsTimeout() throws Exception {
        String path = "/expires";
        try (ProgramContainer client = holder(Duration.ofSeconds(4), path)) {
            client.cutOff();
            Eventually.holds(SOON, () -> !exists(path));
            assertThat(client.said("session Expired")).as("it cannot know yet").isEmpty();
            client.reconnect();
            client.awaitSaid("session Expired", 1);
        }
    }

    private static ProgramContainer holder(Duration sessionTimeout, String path) throws IOException {
        var client = new ProgramContainer(
                network, SessionHolder.class, ServerContainer.ADDRESS, Long.toString(sessionTimeout.toMillis()), path);
        client.start();
        client.awaitSaid("holds ", 1);
        return client;
    }

    private static boolean exists(String path) throws IOException {
        try {
            return observer.checkExists().forPath(path) != null;
        } catch (Exception failure) {
            throw new IOException(failure);
        }
    }
}
