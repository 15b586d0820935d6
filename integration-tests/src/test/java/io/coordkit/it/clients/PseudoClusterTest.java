package io.coordkit.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.Eventually;
import io.coordkit.it.process.JavaChild;
import io.coordkit.it.process.Ports;
import io.coordkit.it.process.Probe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three servers on one machine from three files, as tutorials write them; only directories and ports are a test's. */
@Timeout(240)
class PseudoClusterTest {

    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    Path home;

    private final List<JavaChild> servers = new ArrayList<>();
    private final List<Integer> clientPorts =
            Stream.generate(Ports::free).limit(3).toList();
    private final List<Integer> electionPorts =
            Stream.generate(Ports::free).limit(3).toList();

    @AfterEach
    void stop() {
        servers.forEach(JavaChild::close);
    }

    @Test
    void threeServersFromThreeFilesElectOneLeader() throws IOException {
        List<Integer> peerPorts = Stream.generate(Ports::free).limit(3).toList();
        start(Backend.SUBJECT, 1, peerPorts);
        Eventually.holds(SOON, () -> answerOf(1).contains("not currently serving"));
        start(Backend.SUBJECT, 2, peerPorts);
        start(Backend.SUBJECT, 3, peerPorts);
        awaitOneLeader();
    }

    /**
     * Whoever leads has the peer port to itself, in ZooKeeper; so files with one for all work there, and are in tutorials. Those who come
     * and go find the leader behind it, whichever of them leads.
     */
    @ParameterizedTest
    @EnumSource(Backend.class)
    void theyMayAllHaveTheSamePeerPort(Backend third) throws Exception {
        List<Integer> peerPorts = Collections.nCopies(3, Ports.free());
        start(Backend.SUBJECT, 1, peerPorts);
        start(Backend.SUBJECT, 2, peerPorts);
        start(third, 3, peerPorts);
        awaitOneLeader();
        try (CuratorFramework client = CuratorFrameworkFactory.newClient(connectString(), new RetryForever(100))) {
            client.start();
            client.create().forPath("/before");
            int leader = modes().indexOf("leader");
            servers.get(leader).kill9();
            Eventually.holds(SOON, () -> modes().containsAll(List.of("leader", "follower")));
            client.create().forPath("/between");
            servers.add(launch(leader == 2 ? third : Backend.SUBJECT, leader + 1, "second"));
            awaitOneLeader();
            client.sync().forPath("/");
            assertThat(client.getChildren().forPath("/")).contains("before", "between");
        }
    }

    private String connectString() {
        return clientPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    private void awaitOneLeader() throws IOException {
        Eventually.holds(
                SOON, () -> modes().stream().sorted().toList().equals(List.of("follower", "follower", "leader")));
    }

    private List<String> modes() {
        return Stream.of(1, 2, 3)
                .map(id -> answerOf(id)
                        .lines()
                        .filter(line -> line.startsWith("Mode: "))
                        .map(line -> line.substring("Mode: ".length()))
                        .findFirst()
                        .orElse(""))
                .toList();
    }

    private String answerOf(int id) {
        return Probe.fourLetterWord(new InetSocketAddress("127.0.0.1", clientPorts.get(id - 1)), "srvr");
    }

    private void start(Backend backend, int id, List<Integer> peerPorts) throws IOException {
        Path directory = Files.createDirectories(home.resolve("zookeeper-" + id).resolve("data"));
        Files.writeString(directory.resolve("myid"), id + "\n");
        Path conf = Files.createDirectories(home.resolve("zookeeper-" + id).resolve("conf"));
        Files.writeString(
                conf.resolve("zoo.cfg"), """
                # The number of milliseconds of each tick
                tickTime=2000
                # The number of ticks that the initial
                # synchronization phase can take
                initLimit=10
                # The number of ticks that can pass between
                # sending a request and getting an acknowledgement
                syncLimit=5
                # the directory where the snapshot is stored
                dataDir=%s
                # the port at which the clients will connect
                clientPort=%d
                %s
                """.formatted(directory, clientPorts.get(id - 1), serverLines(peerPorts)));
        servers.add(launch(backend, id, "first"));
    }

    private String serverLines(List<Integer> peerPorts) {
        return IntStream.range(0, 3)
                .mapToObj(i -> "server.%d=127.0.0.1:%d:%d".formatted(i + 1, peerPorts.get(i), electionPorts.get(i)))
                .collect(Collectors.joining("\n"));
    }

    private JavaChild launch(Backend backend, int id, String life) throws IOException {
        List<String> arguments = new ArrayList<>(backend.leadingArguments());
        arguments.add(home.resolve("zookeeper-" + id).resolve("conf/zoo.cfg").toString());
        return JavaChild.start(
                home.resolve(life + id + ".txt"),
                List.of("-Xmx256m", "-Dzookeeper.admin.enableServer=false"),
                backend.mainClass(),
                arguments);
    }
}
