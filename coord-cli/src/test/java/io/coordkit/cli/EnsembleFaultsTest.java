package io.coordkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one can do to the servers of {@code coord ensemble}, and that a client goes on meanwhile. */
@Timeout(180)
class EnsembleFaultsTest {

    @TempDir
    static Path directory;

    private static Playground ensemble;
    private static CuratorFramework client;

    @BeforeAll
    static void start() throws Exception {
        ensemble = new Playground(directory);
        ensemble.must("start", "--port", "0");
        client = CuratorFrameworkFactory.newClient(ensemble.connect(), 8_000, 8_000, new RetryForever(100));
        client.start();
    }

    @AfterAll
    static void stop() {
        client.close();
        ensemble.close();
    }

    @BeforeEach
    void isWhole() throws Exception {
        ensemble.awaitAllServing();
    }

    @Test
    void anotherServerLeadsWhenTheLeaderIsKilled() throws Exception {
        int leader = ensemble.awaitLeader(0);
        long epoch = ensemble.server(leader).get("epoch").asLong();
        client.create().forPath("/before-kill");

        assertThat(ensemble.must("kill", "leader")).startsWith("server " + leader + " is killed (pid ");
        client.create().forPath("/after-kill");
        ensemble.awaitLeader(epoch, leader);
        JsonNode killed = ensemble.server(leader);
        assertThat(killed.get("state").asText()).isEqualTo("stopped");
        assertThat(killed.get("pid").asLong()).isEqualTo(-1);
        assertThat(ensemble.refused("kill", Integer.toString(leader)))
                .isEqualTo("coord: server " + leader + " is not running");

        ensemble.must("restart", Integer.toString(leader));
        ensemble.awaitAllServing();
        assertThat(client.checkExists().forPath("/before-kill")).isNotNull();
        awaitSameHistory();
    }

    @Test
    void aPausedLeaderIsReplacedAndFollowsWhenItGoesOn() throws Exception {
        int leader = ensemble.awaitLeader(0);
        long epoch = ensemble.server(leader).get("epoch").asLong();
        String number = Integer.toString(leader);

        ensemble.must("pause", number);
        assertThat(ensemble.refused("pause", number)).isEqualTo("coord: server " + leader + " is paused already");
        ensemble.awaitLeader(epoch, leader);
        JsonNode paused = ensemble.server(leader);
        assertThat(paused.get("state").asText()).isEqualTo("paused");
        assertThat(paused.get("role").asText()).as("it cannot know").isEqualTo("leading");
        client.create().forPath("/while-paused");

        ensemble.must("resume", number);
        ensemble.awaitAll(
                "all follow the new leader", server -> server.get("epoch").asLong() > epoch);
        awaitSameHistory();
    }

    @Test
    void aLeaderThatIsCutOffServesNobodyUntilItIsHealed() throws Exception {
        int leader = ensemble.awaitLeader(0);
        long epoch = ensemble.server(leader).get("epoch").asLong();

        assertThat(ensemble.must("partition", "leader")).startsWith("cut: " + leader + " | ");
        ensemble.awaitLeader(epoch, leader);
        Eventually.holds(
                "it knows", () -> !ensemble.server(leader).get("serving").asBoolean());
        client.create().forPath("/while-cut");
        assertThat(ensemble.must("status")).containsPattern("(?m)^cut      " + leader + " \\| \\d,\\d$");

        assertThat(ensemble.must("heal")).isEqualToIgnoringNewLines("healed: every server reaches every other one");
        ensemble.awaitAllServing();
        awaitSameHistory();
        assertThat(ensemble.must("heal")).isEqualToIgnoringNewLines("nothing was cut");
    }

    @Test
    void nobodyServesWithoutAQuorum() throws Exception {
        ensemble.must("partition", "1", "2", "3");
        ensemble.awaitAll("nobody serves", server -> !server.get("serving").asBoolean());
        assertThat(ensemble.refused("kill", "leader")).isEqualTo("coord: nobody leads at the moment");
        ensemble.must("heal");
        ensemble.awaitAllServing();
    }

    @Test
    void refusesWhatIsNoServerOrNoPartition() {
        assertThat(ensemble.refused("kill", "4")).isEqualTo("coord: there is no server '4', only 1, 2, 3");
        assertThat(ensemble.refused("partition", "1", "1,2")).isEqualTo("coord: server 1 is named twice");
        assertThat(ensemble.refused("start")).isEqualTo("coord: an ensemble runs in " + directory + " already");
    }

    @Test
    void showsWhatTheServersLog() throws Exception {
        assertThat(ensemble.must("logs", "--lines", "100000"))
                .contains(" leading epoch=")
                .containsPattern("(?m)^1\\| .* listening server=1 ")
                .containsPattern("(?m)^3\\| .* listening server=3 ");
        assertThat(ensemble.must("logs", "2", "-n", "1")).startsWith("2| ").hasLineCount(1);
        assertThat(ensemble.run("logs", "2", "-n", "1", "--json")
                        .json()
                        .get("server")
                        .asInt())
                .isEqualTo(2);
    }

    private static void awaitSameHistory() throws Exception {
        Eventually.holds(
                "all have the same transactions",
                () -> Playground.servers(ensemble.status())
                                .map(server -> server.get("zxid").asText())
                                .distinct()
                                .count()
                        == 1);
    }
}
