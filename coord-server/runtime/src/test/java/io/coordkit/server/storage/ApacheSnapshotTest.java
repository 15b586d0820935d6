package io.coordkit.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.FileIo;
import io.coordkit.core.storage.SnapshotFileWriter;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.SnapshotDecoder;
import io.coordkit.core.tree.SnapshotEncoder;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.tree.Znode;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.OpCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.zookeeper.data.StatPersisted;
import org.apache.zookeeper.server.DataNode;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.apache.zookeeper.server.persistence.FileSnap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Apache ZooKeeper's snapshot class reads ours, we read its, and damage is told from a snapshot. */
class ApacheSnapshotTest {
    private static final String TTL_PROPERTY = "zookeeper.extendedTypesEnabled";
    private static final TreeOptions OPTIONS = new TreeOptions(true, true, false, true, 3);
    private static final long SESSION = 0x1122334455L;

    @TempDir
    Path directory;

    private String ttlBefore = "";

    @BeforeEach
    void knowTtl() {
        ttlBefore = System.getProperty(TTL_PROPERTY, "false");
        System.setProperty(TTL_PROPERTY, "true");
    }

    @AfterEach
    void forgetTtl() {
        System.setProperty(TTL_PROPERTY, ttlBefore);
    }

    /** A tree with everything that a snapshot must tell apart. */
    private static DataTree sample() {
        return sample(OPTIONS);
    }

    private static DataTree sample(TreeOptions options) {
        DataTree tree = DataTree.newborn(options);
        List<Acl> digest = List.of(new Acl(31, "digest", "u:h"), new Acl(1, "world", "anyone"));
        List<Txn> txns = List.of(
                new Txn.CreateSession(30_000),
                new Txn.Create(OpCode.CREATE, "/null", null, Acl.OPEN, false, 1, 0),
                new Txn.Create(OpCode.CREATE2, "/empty", new byte[0], digest, false, 2, 0),
                new Txn.Create(OpCode.CREATE, "/full", new byte[] {1, 2, 3}, digest, false, 3, 0),
                new Txn.Create(OpCode.CREATE, "/full/e", new byte[] {4}, Acl.READ_ONLY, true, 1, 0),
                new Txn.Create(OpCode.CREATE_CONTAINER, "/box", new byte[0], Acl.OPEN, false, 4, 0),
                new Txn.Create(OpCode.CREATE_TTL, "/ttl", new byte[0], Acl.OPEN, false, 5, 12_345),
                new Txn.Create(OpCode.CREATE, "/\u0416\u4e2d", new byte[0], Acl.OPEN, false, 6, 0),
                new Txn.SetData(OpCode.SET_DATA, "/", new byte[] {7}, 1),
                new Txn.SetAcl("/full", List.of(new Acl(5, "ip", "10.0.0.0/8")), 1),
                new Txn.Delete(OpCode.DELETE, "/empty"));
        long zxid = 0x100000000L;
        for (Txn txn : txns) {
            tree.apply(new TxnHeader(SESSION, 1, ++zxid, 1_700_000_000_000L + zxid % 1000), txn);
        }
        return tree;
    }

    @Test
    void theReferenceReadsOurs() throws IOException {
        DataTree ours = sample();
        write(ours);
        org.apache.zookeeper.server.DataTree theirs = new org.apache.zookeeper.server.DataTree();
        Map<Long, Integer> sessions = new HashMap<>();
        List<Long> mismatches = new ArrayList<>();
        theirs.addDigestWatcher(mismatches::add);
        long zxid = new FileSnap(directory.toFile()).deserialize(theirs, sessions);
        assertThat(zxid).isEqualTo(ours.lastZxid());
        assertThat(sessions).containsExactly(Map.entry(SESSION, 30_000));
        assertThat(text(theirs)).isEqualTo(text(ours));
        assertThat(theirs.getTreeDigest()).isEqualTo(ours.digest());
        // It forgets the snapshot's digest once it has compared it.
        assertThat(theirs.getDigestFromLoadedSnapshot()).isNull();
        assertThat(mismatches).isEmpty();
        assertThat(theirs.getEphemerals(SESSION)).containsExactly("/full/e");
        assertThat(theirs.getContainers()).containsExactly("/box");
        assertThat(theirs.getTtls()).containsExactly("/ttl");
    }

    @Test
    void weReadTheReferences() throws Exception {
        write(sample());
        org.apache.zookeeper.server.DataTree theirs = new org.apache.zookeeper.server.DataTree();
        Map<Long, Integer> sessions = new HashMap<>();
        long zxid = new FileSnap(directory.toFile()).deserialize(theirs, sessions);
        File written = directory.resolve(DataDirectory.snapshotName(zxid)).toFile();
        byte[] before = Files.readAllBytes(written.toPath());
        new FileSnap(directory.toFile()).serialize(theirs, sessions, written, true);
        byte[] bytes = Files.readAllBytes(written.toPath());
        assertThat(bytes).hasSameSizeAs(before);
        DataTree ours = decode(bytes, zxid);
        assertThat(text(ours)).isEqualTo(text(sample()));
        assertThat(ours.digest()).isEqualTo(sample().digest());
        assertThat(ours.sessionIds()).containsExactly(SESSION);
        assertThat(ours.sessionTimeoutMs(SESSION)).isEqualTo(30_000);
        assertThat(ours.ephemeralsOf(SESSION)).containsExactly("/full/e");
        assertThat(ours.containerPaths()).containsExactly("/box");
        assertThat(ours.ttlPaths()).containsExactly("/ttl");
        assertThat(ours.find("/null").data()).isNull();
        assertThat(ours.find("/box").data()).isEmpty();
    }

    @Test
    void snapshotsWithFewerSealsAreRead() throws MalformedRecordException {
        byte[] whole = encode(sample());
        for (int cut : new int[] {21, 21 + 33}) {
            DataTree old = decode(Arrays.copyOf(whole, whole.length - cut), 9);
            assertThat(text(old)).isEqualTo(text(sample()));
            assertThat(old.lastZxid()).isEqualTo(9);
        }
    }

    /** A file without a digest and with its last zxid is as long as no other. */
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void eachReadsTheSealsThatTheOtherWasToldToWrite(boolean digest, boolean lastZxid) throws Exception {
        ZooKeeperServer.setDigestEnabled(digest);
        ZooKeeperServer.setSerializeLastProcessedZxidEnabled(lastZxid);
        try {
            DataTree ours = sample(new TreeOptions(digest, true, false, lastZxid, 3));
            write(ours);
            org.apache.zookeeper.server.DataTree theirs = new org.apache.zookeeper.server.DataTree();
            Map<Long, Integer> sessions = new HashMap<>();
            long zxid = new FileSnap(directory.toFile()).deserialize(theirs, sessions);
            assertThat(text(theirs)).isEqualTo(text(ours));
            File written = directory.resolve(DataDirectory.snapshotName(zxid)).toFile();
            long length = written.length();
            new FileSnap(directory.toFile()).serialize(theirs, sessions, written, true);
            assertThat(written).hasSize(length);
            DataTree read = decode(Files.readAllBytes(written.toPath()), zxid);
            assertThat(text(read)).isEqualTo(text(sample()));
            assertThat(read.digest()).as("ours is counted anew").isEqualTo(sample().digest());
        } finally {
            ZooKeeperServer.setDigestEnabled(true);
            ZooKeeperServer.setSerializeLastProcessedZxidEnabled(true);
        }
    }

    @Test
    void everyOtherTruncationIsRefused() {
        byte[] whole = encode(sample());
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            if (length != whole.length - 21 && length != whole.length - 21 - 33) {
                assertThatThrownBy(() -> decode(cut, 9))
                        .as("cut at %d", length)
                        .isInstanceOf(MalformedRecordException.class);
            }
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThatThrownBy(() -> decode(longer, 9)).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void everyFlippedBitIsRefused() {
        byte[] whole = encode(sample());
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> decode(flipped, 9)).as("bit %d", bit).isInstanceOf(MalformedRecordException.class);
        }
    }

    @Test
    void noiseIsRefused() {
        Random random = new Random(4);
        byte[] whole = encode(sample());
        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = whole.clone();
            int from = random.nextInt(damaged.length);
            int to = Math.min(damaged.length, from + 1 + random.nextInt(40));
            for (int at = from; at < to; at++) {
                damaged[at] = (byte) random.nextInt(256);
            }
            if (!Arrays.equals(damaged, whole)) {
                assertThatThrownBy(() -> decode(damaged, 9)).isInstanceOf(MalformedRecordException.class);
            }
        }
    }

    private void write(DataTree tree) {
        FileIo files = DiskFileIo.open(directory, false);
        try (SnapshotFileWriter file = SnapshotFileWriter.start(new DataDirectory(files, files), tree.lastZxid())) {
            byte[] bytes = encode(tree);
            file.write(bytes, 0, bytes.length);
            file.commit();
        }
    }

    private static byte[] encode(DataTree tree) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SnapshotEncoder encoder = new SnapshotEncoder(tree);
        while (!encoder.isDone()) {
            JuteWriter chunk = encoder.nextChunk(50);
            bytes.write(chunk.array(), 0, chunk.length());
        }
        return bytes.toByteArray();
    }

    private static DataTree decode(byte[] bytes, long zxid) throws MalformedRecordException {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        return SnapshotDecoder.decode(OPTIONS, zxid, in::read);
    }

    private static Map<String, String> text(DataTree tree) {
        Map<String, String> text = new TreeMap<>();
        add(tree, "", text);
        return text;
    }

    private static void add(DataTree tree, String path, Map<String, String> text) {
        Znode node = tree.find(path);
        StringBuilder acl = new StringBuilder();
        node.acl().forEach(entry -> acl.append(entry.perms())
                .append(':')
                .append(entry.scheme())
                .append(':')
                .append(entry.id())
                .append(' '));
        text.put(
                path,
                Arrays.toString(node.data()) + " " + acl
                        + List.of(
                                node.czxid(),
                                node.mzxid(),
                                node.pzxid(),
                                node.ctime(),
                                node.mtime(),
                                node.version(),
                                node.createdChildren(),
                                node.aversion(),
                                node.owner()));
        node.forEachChild(child -> add(tree, path + "/" + child, text));
    }

    private static Map<String, String> text(org.apache.zookeeper.server.DataTree tree) {
        Map<String, String> text = new TreeMap<>();
        add(tree, "", text);
        return text;
    }

    private static void add(org.apache.zookeeper.server.DataTree tree, String path, Map<String, String> text) {
        DataNode node = tree.getNode(path);
        StringBuilder acl = new StringBuilder();
        tree.getACL(node).forEach(entry -> acl.append(entry.getPerms())
                .append(':')
                .append(entry.getId().getScheme())
                .append(':')
                .append(entry.getId().getId())
                .append(' '));
        StatPersisted stat = node.stat;
        text.put(
                path,
                Arrays.toString(node.getData()) + " " + acl
                        + List.of(
                                stat.getCzxid(),
                                stat.getMzxid(),
                                stat.getPzxid(),
                                stat.getCtime(),
                                stat.getMtime(),
                                stat.getVersion(),
                                stat.getCversion(),
                                stat.getAversion(),
                                stat.getEphemeralOwner()));
        node.getChildren().forEach(child -> add(tree, path + "/" + child, text));
    }
}
