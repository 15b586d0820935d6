package io.coordkit.server;

import static io.coordkit.server.Clients.connect;
import static io.coordkit.server.Clients.create;
import static io.coordkit.server.Clients.patient;
import static io.coordkit.server.Clients.read;
import static io.coordkit.server.Clients.sync;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.zab.ServerStatus;
import io.coordkit.server.config.ServerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.server.quorum.ApacheServer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two members of ours and one of Apache's: each kind leads and follows the other. */
@Timeout(300)
class MixedEnsembleTest {
    @TempDir
    Path directory;

    private CoordEnsemble ensemble;

    private ApacheServer startApache(int id) throws Exception {
        ServerConfig config = ensemble.config(id);
        String members = config.member().orElseThrow().membership().toText();
        return new ApacheServer(
                directory.resolve("apache"),
                id,
                "tickTime=" + config.tick().toMillis() + "\ninitLimit=20\nsyncLimit=10\n"
                        + members.substring(0, members.indexOf("version=")));
    }

    private ServerStatus awaitServing(int member) throws Exception {
        return ensemble.server(member).whenStatus(ServerStatus::serving).get(60, TimeUnit.SECONDS);
    }

    private void awaitLeader(int member, long leader) throws Exception {
        ensemble.server(member)
                .whenStatus(status -> status.serving() && status.leader() == leader)
                .get(60, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void eitherKindLeadsTheOther(int apacheId) throws Exception {
        List<Integer> ours = new ArrayList<>(List.of(1, 2, 3));
        ours.remove(Integer.valueOf(apacheId));
        try (CoordEnsemble prepared = CoordEnsemble.builder()
                .directory(directory)
                .tickTime(Duration.ofSeconds(1))
                .prepare()) {
            ensemble = prepared;
            try (CuratorFramework client = patient(ensemble.connectString())) {
                for (int member : ours) {
                    ensemble.start(member);
                }
                client.create().withMode(CreateMode.EPHEMERAL).forPath("/mine", "alive".getBytes());
                int first = ensemble.leader();
                int second = ours.get(0) + ours.get(1) - first;
                try (ApacheServer apache = startApache(apacheId)) {
                    writeAt(apacheId, "/apache-follows");
                    readAt(first, "/apache-follows");
                    ensemble.kill(second);
                    client.create().forPath("/needs-apache", "/needs-apache".getBytes());
                    ensemble.start(second);
                    awaitServing(second);
                    readAt(second, "/needs-apache");
                    // The one who has been away has less: only Apache can lead.
                    ensemble.stop(second);
                    client.create().forPath("/missed", "/missed".getBytes());
                    ensemble.kill(first);
                    ensemble.start(second);
                    awaitLeader(second, apacheId);
                    writeAt(second, "/apache-leads");
                    ensemble.start(first);
                    awaitLeader(first, apacheId);
                    readAt(first, "/missed");
                    readAt(first, "/apache-leads");
                    writeAt(first, "/all-three");
                    assertThat(apache.failure()).isNull();
                }
                client.create().forPath("/without-apache", "/without-apache".getBytes());
                try (ApacheServer apache = startApache(apacheId)) {
                    readAt(apacheId, "/without-apache");
                    assertSame();
                    assertThat(apache.failure()).isNull();
                }
                assertThat(client.checkExists().forPath("/mine").getEphemeralOwner())
                        .isEqualTo(client.getZookeeperClient().getZooKeeper().getSessionId());
            }
        }
    }

    private void writeAt(int member, String path) throws Exception {
        try (ZooKeeper client = connect(ensemble.connectString(member))) {
            create(client, path, path, CreateMode.PERSISTENT);
        }
    }

    private void readAt(int member, String path) throws Exception {
        try (ZooKeeper client = connect(ensemble.connectString(member))) {
            assertThat(read(client, path)).isEqualTo(path);
        }
    }

    /** All three show the same. */
    private void assertSame() throws Exception {
        List<String> views = new ArrayList<>();
        for (int member : ensemble.members()) {
            try (ZooKeeper client = connect(ensemble.connectString(member))) {
                sync(client);
                StringBuilder view = new StringBuilder();
                for (String child :
                        client.getChildren("/", false).stream().sorted().toList()) {
                    view.append(child)
                            .append(' ')
                            .append(client.exists("/" + child, false))
                            .append('\n');
                }
                views.add(view.toString());
            }
        }
        assertThat(views).containsOnly(views.get(0));
    }
}
