package io.coordkit.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.it.process.Eventually;
import io.coordkit.it.process.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.I0Itec.zkclient.IZkDataListener;
import org.I0Itec.zkclient.ZkClient;
import org.I0Itec.zkclient.ZkConnection;
import org.I0Itec.zkclient.exception.ZkNoNodeException;
import org.I0Itec.zkclient.exception.ZkNodeExistsException;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** ZkClient, the client that older systems (Dubbo, Kafka) were built on: its calls, its listeners, its way back after an expiry. */
@Timeout(120)
class ZkClientTest {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static ServerProcess server;

    @BeforeAll
    static void start() throws IOException {
        server = SubjectServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ZkClient connect() {
        return new ZkClient(server.connectString(), 20_000, 20_000);
    }

    @Test
    void everyCallDoesWhatItSays() {
        ZkClient client = connect();
        client.createPersistent("/zkclient/a/b", true);
        assertThat(client.create("/zkclient/a/n-", "x", CreateMode.PERSISTENT_SEQUENTIAL))
                .isEqualTo("/zkclient/a/n-0000000001");
        client.createEphemeral("/zkclient/e", "here");
        assertThat(client.<String>readData("/zkclient/e")).isEqualTo("here");
        client.writeData("/zkclient/e", "there", 0);
        assertThat(client.<String>readData("/zkclient/e")).isEqualTo("there");
        assertThat(client.getChildren("/zkclient")).containsExactlyInAnyOrder("a", "e");
        assertThatThrownBy(() -> client.createPersistent("/zkclient/a")).isInstanceOf(ZkNodeExistsException.class);
        assertThatThrownBy(() -> client.readData("/zkclient/none")).isInstanceOf(ZkNoNodeException.class);
        assertThat(client.deleteRecursive("/zkclient")).isTrue();
        assertThat(client.exists("/zkclient")).isFalse();
        client.close();
    }

    @Test
    void listenersHearOfValuesChildrenAndDeletions() throws IOException {
        ZkClient reader = connect();
        ZkClient writer = connect();
        List<String> heard = new CopyOnWriteArrayList<>();
        writer.createPersistent("/listened");
        reader.subscribeChildChanges("/listened", (parent, children) -> heard.add("children " + children));
        reader.subscribeDataChanges("/listened/child", new IZkDataListener() {
            @Override
            public void handleDataChange(String path, Object data) {
                heard.add("value " + data);
            }

            @Override
            public void handleDataDeleted(String path) {
                heard.add("deleted");
            }
        });
        writer.createPersistent("/listened/child", "1");
        Eventually.holds(SOON, () -> heard.contains("children [child]") && heard.contains("value 1"));
        writer.writeData("/listened/child", "2");
        Eventually.holds(SOON, () -> heard.contains("value 2"));
        writer.delete("/listened/child");
        Eventually.holds(SOON, () -> heard.contains("deleted") && heard.contains("children []"));
        reader.close();
        writer.close();
    }

    @Test
    void anExpiredSessionIsReplacedAndListenersStay() throws Exception {
        ZkClient reader = connect();
        ZkClient writer = connect();
        List<String> heard = new CopyOnWriteArrayList<>();
        writer.createPersistent("/expiring", "1");
        reader.subscribeChildChanges("/expiring", (parent, children) -> heard.add(String.valueOf(children)));
        reader.createEphemeral("/mine");
        SubjectServer.endSession(server, handleOf(reader));
        Eventually.holds(SOON, () -> !writer.exists("/mine"));
        writer.createPersistent("/expiring/after");
        Eventually.holds(SOON, () -> heard.contains("[after]"));
        reader.close();
        writer.close();
    }

    private static ZooKeeper handleOf(ZkClient client) throws Exception {
        var field = ZkClient.class.getDeclaredField("_connection");
        field.setAccessible(true);
        return ((ZkConnection) field.get(client)).getZookeeper();
    }
}
