package io.coordkit.it.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.net.PeerNetwork;
import io.coordkit.it.process.Eventually;
import io.coordkit.it.process.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An ensemble of both kinds is reconfigured under load by the unmodified client: it grows from three to five, a member changes its
 * role and back, another one its ports, the leader is removed, and everybody is started anew with the files that it has
 * written. The third member leads at first.
 */
@Timeout(420)
class ReconfigurationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static List<Mix> mixes() {
        return Mixes.of(List.of("AACAC", "CCACA", "CCCCC"), List.of("AAAAA"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mixes")
    void membersComeAndGoAndMoveUnderLoad(Mix mix) throws Exception {
        try (Trial trial = Trial.startReconfigurable("reconfig", mix)) {
            EnsembleProcesses ensemble = trial.ensemble();
            trial.awaitProgress();
            reconfigure(ensemble, line(ensemble, 4, "participant") + "," + line(ensemble, 5, "participant"), null);
            assertMembers(ensemble, "1p 2p 3p 4p 5p");
            trial.awaitProgress();

            reconfigure(ensemble, line(ensemble, 4, "observer"), null);
            assertMembers(ensemble, "1p 2p 3p 4o 5p");
            ensemble.await("4 does not observe", () -> ensemble.member(4).isServing());
            trial.awaitProgress();
            // It counts again only when it has come back as a follower.
            reconfigure(ensemble, line(ensemble, 4, "participant"), null);
            assertMembers(ensemble, "1p 2p 3p 4p 5p");
            trial.awaitProgress();

            String moved =
                    "server.1=127.0.0.1:" + Ports.free() + ":" + Ports.free() + ":participant;" + client(ensemble, 1);
            reconfigure(ensemble, moved, null);
            trial.awaitProgress();

            Member leader = ensemble.leader();
            reconfigure(ensemble, null, Integer.toString(leader.id()));
            ensemble.await("nobody else leads", () -> ensemble.leader() != leader);
            ensemble.awaitServing(ensemble.members());
            trial.awaitProgress();
            reconfigure(ensemble, line(ensemble, leader.id(), "participant"), null);
            trial.awaitProgress();

            for (Member member : ensemble.members()) {
                member.terminate();
                member.start();
                ensemble.awaitServing(List.of(member));
            }
            assertMembers(ensemble, "1p 2p 3p 4p 5p");
            for (Member member : ensemble.members()) {
                assertFiles(member, moved);
            }
            trial.verify();
        }
    }

    /** Asks until it is done: the members may be about to change their places, and so may whoever is asked. */
    private static void reconfigure(EnsembleProcesses ensemble, @Nullable String joining, @Nullable String leaving)
            throws IOException {
        String wanted = joining == null ? "" : joining.split(",")[0];
        ensemble.await("not reconfigured: " + joining + " " + leaving, () -> {
            try (ZooKeeperAdmin admin = new ZooKeeperAdmin(client(ensemble, 2), 10_000, event -> {})) {
                byte[] text = admin.reconfigure(joining, leaving, null, -1, new Stat());
                return new String(text, StandardCharsets.UTF_8).contains(wanted);
            } catch (KeeperException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** What everybody shows, in the end. */
    private static void assertMembers(EnsembleProcesses ensemble, String expected) throws Exception {
        for (Member member : ensemble.members()) {
            Eventually.holds(PATIENCE, () -> members(ensemble, member.id()).equals(expected));
        }
    }

    private static String members(EnsembleProcesses ensemble, int id) throws IOException {
        String config = config(client(ensemble, id));
        return config.lines()
                .filter(line -> line.startsWith("server."))
                .map(line -> line.charAt(7) + (line.contains(":observer") ? "o" : "p"))
                .sorted()
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    private static String config(String client) throws IOException {
        try (ZooKeeper zk = new ZooKeeper(client, 10_000, event -> {})) {
            return new String(zk.getConfig(false, new Stat()), StandardCharsets.UTF_8);
        } catch (KeeperException e) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Both kinds leave the same files behind. */
    private static void assertFiles(Member member, String line) throws IOException {
        String configuration = Files.readString(member.home().resolve("zoo.cfg"));
        assertThat(configuration).doesNotContain("server.1=");
        Path dynamic = configuration
                .lines()
                .filter(text -> text.startsWith("dynamicConfigFile="))
                .map(text -> Path.of(text.substring(text.indexOf('=') + 1)))
                .findFirst()
                .orElseThrow();
        assertThat(dynamic.getFileName().toString()).matches("zoo\\.cfg\\.dynamic\\.[0-9a-f]+");
        assertThat(Files.readString(dynamic)).contains(line).doesNotContain("version");
        try (Stream<Path> files = Files.list(member.home())) {
            assertThat(files.map(file -> file.getFileName().toString())).contains("zoo.cfg.bak");
        }
    }

    private static String line(EnsembleProcesses ensemble, int id, String role) {
        PeerNetwork.Home home = ensemble.network().home(id);
        return "server." + id + "=127.0.0.1:" + home.quorum().port() + ":"
                + home.election().port() + ":" + role + ";" + client(ensemble, id);
    }

    private static String client(EnsembleProcesses ensemble, int id) {
        return "127.0.0.1:" + ensemble.member(id).client().getPort();
    }
}
