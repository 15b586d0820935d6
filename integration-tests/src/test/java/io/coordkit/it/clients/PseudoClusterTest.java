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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
        start(1, peerPorts);
        Eventually.holds(SOON, () -> answerOf(1).contains("not currently serving"));
        start(2, peerPorts);
        start(3, peerPorts);
        assertOneLeader();
    }

    /** Whoever leads has the port to itself, in ZooKeeper; so such files work there, and are in tutorials. */
    @Test
    void theyMayAllHaveTheSamePeerPort() throws IOException {
        List<Integer> peerPorts = Collections.nCopies(3, Ports.free());
        start(1, peerPorts);
        start(2, peerPorts);
        start(3, peerPorts);
        assertOneLeader();
        JavaChild leader = servers.get(modes().indexOf("leader"));
        leader.kill9();
        Eventually.holds(SOON, () -> modes().containsAll(List.of("leader", "follower")));
    }

    private void assertOneLeader() throws IOException {
        Eventually.holds(SOON, () -> modes().stream().noneMatch(String::isEmpty));
        assertThat(modes()).containsExactlyInAnyOrder("leader", "follower", "follower");
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

    private void start(int id, List<Integer> peerPorts) throws IOException {
        Path directory = Files.createDirectories(home.resolve("zoo" + id).resolve("data"));
        Files.writeString(directory.resolve("myid"), id + "\n");
        Path file = Files.writeString(home.resolve("zoo" + id + ".cfg"), """
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
                server.1=127.0.0.1:%d:%d
                server.2=127.0.0.1:%d:%d
                server.3=127.0.0.1:%d:%d
                """.formatted(
                        directory,
                        clientPorts.get(id - 1),
                        peerPorts.get(0),
                        electionPorts.get(0),
                        peerPorts.get(1),
                        electionPorts.get(1),
                        peerPorts.get(2),
                        electionPorts.get(2)));
        List<String> arguments = new ArrayList<>(Backend.SUBJECT.leadingArguments());
        arguments.add(file.toString());
        servers.add(JavaChild.start(
                home.resolve("output" + id + ".txt"),
                List.of("-Xmx256m", "-Dzookeeper.admin.enableServer=false"),
                Backend.SUBJECT.mainClass(),
                arguments));
    }
}
