package io.coordkit.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.storage.Compression;
import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.HistoryEditor;
import io.coordkit.core.storage.LogAppender;
import io.coordkit.core.storage.LogOptions;
import io.coordkit.core.storage.RecentLog;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.OpCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.zookeeper.server.persistence.FileSnap;
import org.apache.zookeeper.server.persistence.SnapStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Apache ZooKeeper reads our compressed snapshots and we read its; what is damaged is passed over. */
class CompressedSnapshotsTest {
    private static final int ZNODES = 5_000;
    private static final int PAYLOAD_BYTES_MAX = 4096;

    @TempDir
    Path root;

    @AfterEach
    void plainAgain() {
        SnapStream.setStreamMode(SnapStream.StreamMode.CHECKED);
    }

    private DataDirectory directory(Compression compression) {
        DiskFileIo files = DiskFileIo.open(root, true);
        return new DataDirectory(files, files, new CompressedSnapshots(compression));
    }

    private static StateRecovery.Recovered recover(DataDirectory directory) {
        return new StateRecovery(directory, TreeOptions.DEFAULT, PAYLOAD_BYTES_MAX, RecentLog.Limits.NONE)
                .recover(StateRecovery.Trust.USUAL);
    }

    private static DataTree tree(int znodes) {
        DataTree tree = DataTree.newborn(TreeOptions.DEFAULT);
        for (int i = 1; i <= znodes; i++) {
            Txn create = new Txn.Create(OpCode.CREATE, "/n" + i, new byte[50], Acl.OPEN, false, i, 0);
            tree.apply(new TxnHeader(1, i, i, 1_700_000_000_000L), create);
        }
        return tree;
    }

    private static void install(DataDirectory directory, DataTree tree) {
        try (LogAppender appender = new LogAppender(directory.logFiles(), LogOptions.defaults(), 0)) {
            new HistoryEditor(directory, appender).install(tree);
        }
    }

    private Path file(Compression compression) {
        return root.resolve("snapshot." + Integer.toHexString(ZNODES) + suffix(compression));
    }

    private static String suffix(Compression compression) {
        return switch (compression) {
            case NONE -> "";
            case GZIP -> ".gz";
            case SNAPPY -> ".snappy";
        };
    }

    @ParameterizedTest
    @EnumSource
    void theReferenceReadsOurs(Compression compression) throws IOException {
        DataTree ours = tree(ZNODES);
        install(directory(compression), ours);
        assertThat(file(compression)).exists();
        org.apache.zookeeper.server.DataTree theirs = new org.apache.zookeeper.server.DataTree();
        long zxid = new FileSnap(root.toFile()).deserialize(theirs, new HashMap<>());
        assertThat(zxid).isEqualTo(ZNODES);
        assertThat(theirs.getTreeDigest()).isEqualTo(ours.digest());
    }

    @ParameterizedTest
    @EnumSource
    void weReadTheReferencesWhateverWeWrite(Compression compression) throws IOException {
        DataTree ours = tree(ZNODES);
        install(directory(Compression.NONE), ours);
        org.apache.zookeeper.server.DataTree theirs = new org.apache.zookeeper.server.DataTree();
        Map<Long, Integer> sessions = new HashMap<>();
        new FileSnap(root.toFile()).deserialize(theirs, sessions);
        Files.delete(file(Compression.NONE));
        SnapStream.setStreamMode(
                SnapStream.StreamMode.fromString(suffix(compression).replace(".", "")));
        new FileSnap(root.toFile())
                .serialize(theirs, sessions, file(compression).toFile(), true);
        DataTree read = recover(directory(Compression.NONE)).tree();
        assertThat(read.lastZxid()).isEqualTo(ZNODES);
        assertThat(read.digest()).isEqualTo(ours.digest());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDamagedIsPassedOver(Compression compression) throws IOException {
        DataDirectory directory = directory(compression);
        install(directory, tree(ZNODES));
        byte[] whole = Files.readAllBytes(file(compression));
        install(directory, tree(7));
        for (int at = whole.length / 20; at < whole.length; at += whole.length / 7) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(file(compression), damaged);
            StateRecovery.Recovered recovered = recover(directory);
            assertThat(recovered.tree().lastZxid()).as("damaged at %d", at).isEqualTo(7);
            assertThat(recovered.remarks())
                    .singleElement()
                    .asString()
                    .startsWith("passed over " + file(compression) + ", which cannot be read: ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void truncationKnowsHowFarASnapshotGoes(Compression compression) {
        DataDirectory directory = directory(compression);
        install(directory, tree(ZNODES));
        try (LogAppender appender = new LogAppender(directory.logFiles(), LogOptions.defaults(), ZNODES)) {
            HistoryEditor editor = new HistoryEditor(directory, appender);
            assertThat(editor.truncate(ZNODES)).isTrue();
            assertThat(editor.truncate(ZNODES - 1)).isFalse();
        }
        assertThat(recover(directory).tree().lastZxid()).isEqualTo(ZNODES);
    }
}
