package io.coordkit.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.curator.framework.recipes.nodes.PersistentTtlNode;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Curator's caches and self-healing nodes. */
@Timeout(120)
class CuratorCacheTest {

    private static final Duration SOON = Duration.ofSeconds(40);

    @RegisterExtension
    static final CuratorClients CURATOR = new CuratorClients();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Optional<ChildData> node) {
        return node.map(data -> new String(data.getData(), StandardCharsets.UTF_8))
                .orElse("absent");
    }

    @Test
    void aCacheFollowsItsSubtreeAcrossTheLossOfItsSession() throws Exception {
        CuratorFramework writer = CURATOR.connect();
        CuratorFramework reader = CURATOR.connect();
        writer.create().creatingParentsIfNeeded().forPath("/cache/a/b", bytes("1"));
        try (CuratorCache cache = CuratorCache.build(reader, "/cache")) {
            cache.start();
            Eventually.holds(SOON, () -> text(cache.get("/cache/a/b")).equals("1"));
            writer.setData().forPath("/cache/a/b", bytes("2"));
            writer.create().forPath("/cache/c", bytes("3"));
            Eventually.holds(
                    SOON,
                    () -> text(cache.get("/cache/a/b")).equals("2")
                            && text(cache.get("/cache/c")).equals("3"));
            CURATOR.endSession(reader);
            writer.setData().forPath("/cache/a/b", bytes("4"));
            writer.delete().forPath("/cache/c");
            Eventually.holds(
                    SOON,
                    () -> text(cache.get("/cache/a/b")).equals("4")
                            && cache.get("/cache/c").isEmpty());
            writer.create().forPath("/cache/d", bytes("5"));
            Eventually.holds(SOON, () -> text(cache.get("/cache/d")).equals("5"));
        }
    }

    @Test
    @SuppressWarnings("deprecation")
    void theOlderCachesWorkToo() throws Exception {
        CuratorFramework writer = CURATOR.connect();
        CuratorFramework reader = CURATOR.connect();
        writer.create().creatingParentsIfNeeded().forPath("/older/a", bytes("1"));
        try (var children = new org.apache.curator.framework.recipes.cache.PathChildrenCache(reader, "/older", true);
                var tree = new org.apache.curator.framework.recipes.cache.TreeCache(reader, "/older")) {
            children.start();
            tree.start();
            writer.create().creatingParentsIfNeeded().forPath("/older/b/c", bytes("2"));
            Eventually.holds(SOON, () -> children.getCurrentData().size() == 2);
            Eventually.holds(SOON, () -> text(Optional.ofNullable(tree.getCurrentData("/older/b/c")))
                    .equals("2"));
            writer.delete().deletingChildrenIfNeeded().forPath("/older/b");
            Eventually.holds(SOON, () -> children.getCurrentData().size() == 1);
            Eventually.holds(SOON, () -> tree.getCurrentData("/older/b") == null);
        }
    }

    @Test
    @SuppressWarnings("deprecation")
    void aTreeCacheCallsBackForEachChangeOfItsSubtree() throws Exception {
        CuratorFramework writer = CURATOR.connect();
        writer.create().creatingParentsIfNeeded().forPath("/called/a", bytes("1"));
        try (var tree = new org.apache.curator.framework.recipes.cache.TreeCache(CURATOR.connect(), "/called")) {
            var calls = new CopyOnWriteArrayList<String>();
            tree.getListenable()
                    .addListener((client, event) -> calls.add(event.getType()
                            + (event.getData() == null
                                    ? ""
                                    : " " + event.getData().getPath())));
            tree.start();
            Eventually.holds(SOON, () -> calls.contains("INITIALIZED"));
            assertThat(calls).containsExactly("NODE_ADDED /called", "NODE_ADDED /called/a", "INITIALIZED");
            calls.clear();
            writer.create().forPath("/called/a/b", bytes("2"));
            Eventually.holds(SOON, () -> calls.equals(List.of("NODE_ADDED /called/a/b")));
            writer.setData().forPath("/called/a/b", bytes("3"));
            Eventually.holds(SOON, () -> calls.contains("NODE_UPDATED /called/a/b"));
            writer.delete().forPath("/called/a/b");
            Eventually.holds(SOON, () -> calls.contains("NODE_REMOVED /called/a/b"));
            assertThat(calls).hasSize(3);
        }
    }

    @Test
    void aPersistentNodeComesBackWithANewSession() throws Exception {
        CuratorFramework owner = CURATOR.connect();
        CuratorFramework other = CURATOR.connect();
        try (var node = new PersistentNode(owner, CreateMode.EPHEMERAL, false, "/healing/node", bytes("here"))) {
            node.start();
            assertThat(node.waitForInitialCreate(30, TimeUnit.SECONDS)).isTrue();
            long before = owned(other, "/healing/node");
            CURATOR.endSession(owner);
            Eventually.holds(SOON, () -> owned(other, "/healing/node") > 0 && owned(other, "/healing/node") != before);
            other.delete().forPath("/healing/node");
            Eventually.holds(SOON, () -> owned(other, "/healing/node") > 0);
        }
        Eventually.holds(SOON, () -> owned(other, "/healing/node") == 0);
    }

    private static long owned(CuratorFramework client, String path) {
        try {
            var stat = client.checkExists().forPath(path);
            return stat == null ? 0 : stat.getEphemeralOwner();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void emptyContainersAndUntouchedTtlNodesGoAway() throws Exception {
        CuratorFramework client = CURATOR.connect();
        client.create().withMode(CreateMode.CONTAINER).forPath("/container");
        client.create().forPath("/container/child");
        client.delete().forPath("/container/child");
        client.create().withTtl(200).withMode(CreateMode.PERSISTENT_WITH_TTL).forPath("/ttl", bytes("x"));
        client.create().forPath("/stays");
        Eventually.holds(
                SOON, () -> rootHas(client, List.of("container", "ttl")).isEmpty());
        assertThat(rootHas(client, List.of("stays"))).containsExactly("stays");
    }

    private static TreeSet<String> rootHas(CuratorFramework client, List<String> names) {
        try {
            var present = new TreeSet<>(client.getChildren().forPath("/"));
            present.retainAll(names);
            return present;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aTtlNodeThatIsTouchedStays() throws Exception {
        CuratorFramework client = CURATOR.connect();
        try (var node = new PersistentTtlNode(client, "/touched", 60_000, bytes("x"))) {
            node.start();
            assertThat(node.waitForInitialCreate(30, TimeUnit.SECONDS)).isTrue();
            assertThat(node.getData()).isEqualTo(bytes("x"));
            Eventually.holds(SOON, () -> !rootHas(client, List.of("touched")).isEmpty());
        }
    }
}
