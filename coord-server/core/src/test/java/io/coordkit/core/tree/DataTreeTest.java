package io.coordkit.core.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.OpCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tree by itself: many paths, deep paths, birth. */
class DataTreeTest {
    private final DataTree tree = DataTree.newborn(TreeOptions.DEFAULT);
    private long zxid;

    @Test
    void aNewbornTreeHasTheReferencesDigest() {
        assertThat(tree.digest()).isEqualTo(1371985504L);
        assertThat(new org.apache.zookeeper.server.DataTree().getTreeDigest()).isEqualTo(1371985504L);
        assertThat(tree.size()).isEqualTo(4);
        assertThat(tree.lastZxid()).isZero();
        assertThat(tree.find("/zookeeper/config").aversion()).isEqualTo(-1);
        assertThat(tree.find("/zookeeper/config").acl()).isEqualTo(Acl.READ_ONLY);
        assertThat(tree.find("")).isSameAs(tree.find("/"));
    }

    @Test
    void manyPathsAreFoundAndGoneAgain() {
        Random random = new Random(1);
        Set<String> there = new LinkedHashSet<>();
        for (int i = 0; i < 20_000; i++) {
            String path = "/n" + random.nextInt(5_000);
            if (there.add(path)) {
                create(path);
            } else {
                there.remove(path);
                delete(path);
            }
        }
        for (int i = 0; i < 5_000; i++) {
            assertThat(tree.find("/n" + i) != null).as("/n%d", i).isEqualTo(there.contains("/n" + i));
        }
        assertThat(tree.size()).isEqualTo(4 + there.size());
        List<String> children = new ArrayList<>();
        tree.find("/").forEachChild(name -> children.add("/" + name));
        children.remove("/zookeeper");
        assertThat(children).containsExactlyInAnyOrderElementsOf(there);
        assertThat(tree.find("/").childCount()).isEqualTo(there.size() + 1);
        List.copyOf(there).forEach(this::delete);
        assertThat(tree.size()).isEqualTo(4);
    }

    @Test
    void pathsThatLookAlikeAreKeptApart() {
        create("/a");
        create("/a/b");
        create("/ab");
        assertThat(tree.find("/a/b")).isNotSameAs(tree.find("/ab"));
        for (String path : List.of("a", "a/b", "/a/", "//a", "/a//b", "b", "/b", "/a/b/", "ab/", "x/a")) {
            assertThat(tree.find(path)).as(path).isNull();
        }
    }

    /** One, two and three bytes for a character, and two times three for one outside the BMP. */
    @Test
    void namesInAllAlphabetsAreFoundAndTold() {
        String path = "";
        for (String name : List.of("a", "\u00e9t\u00e9", "x\u65e5\u672c", "\u20ac", "\ud83d\ude00y")) {
            create(path + "/" + name);
            List<String> children = new ArrayList<>();
            tree.get(path.isEmpty() ? "/" : path).forEachChild(children::add);
            assertThat(children).contains(name);
            path += "/" + name;
            assertThat(tree.get(path).path()).isEqualTo(path);
            assertThat(tree.find(path + "\u00e9")).isNull();
            assertThat(tree.find(path.substring(0, path.length() - 1) + "\u00ff"))
                    .isNull();
        }
        long bytes = tree.approximateBytes();
        create("/\u65e5\u672c");
        assertThat(tree.approximateBytes()).isEqualTo(bytes + 2);
    }

    @Test
    void depthIsNoDangerToAShortStack() throws InterruptedException {
        Throwable[] thrown = new Throwable[1];
        Thread shallow = new Thread(null, this::goDeep, "shallow", 1 << 17);
        shallow.setUncaughtExceptionHandler((thread, cause) -> thrown[0] = cause);
        shallow.start();
        shallow.join();
        assertThat(thrown[0]).isNull();
    }

    private void goDeep() {
        int levels = 6_000;
        StringBuilder path = new StringBuilder();
        for (int level = 1; level <= levels; level++) {
            path.append("/d");
            applyCreate(path.toString(), level == levels);
        }
        assertThat(tree.ephemeralsOf(7)).containsExactly(path.toString());
        assertThat(tree.countDescendants(tree.find("/"))).isEqualTo(levels + 3);
        SnapshotEncoder encoder = new SnapshotEncoder(tree);
        while (!encoder.isDone()) {
            assertThat(encoder.nextChunk(1 << 20).length()).isPositive();
        }
    }

    @Test
    void siblingsComeAndGoWhileAWalkIsUnderWay() {
        for (int i = 0; i < 10; i++) {
            create("/w" + i);
        }
        TreeWalk walk = tree.startWalk();
        Set<Znode> met = new LinkedHashSet<>();
        for (int i = 0; !walk.isDone(); i++) {
            assertThat(met.add(walk.next())).isTrue();
            if (i == 3) {
                delete("/w2");
                delete("/w9");
                create("/late");
                create("/w5/below");
            }
        }
        for (int i : new int[] {0, 1, 3, 4, 5, 6, 7, 8}) {
            assertThat(met).contains(tree.find("/w" + i));
        }
    }

    private void create(String path) {
        applyCreate(path, false);
    }

    private void applyCreate(String path, boolean ephemeral) {
        Txn txn = new Txn.Create(OpCode.CREATE, path, null, Acl.OPEN, ephemeral, -1, 0);
        assertThat(tree.apply(new TxnHeader(7, 0, ++zxid, 1), txn)).isInstanceOf(TxnResult.Created.class);
    }

    private void delete(String path) {
        TxnResult result = tree.apply(new TxnHeader(7, 0, ++zxid, 1), new Txn.Delete(OpCode.DELETE, path));
        assertThat(result).isInstanceOf(TxnResult.Done.class);
    }
}
