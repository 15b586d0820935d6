package io.coordkit.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.LogOptions;
import io.coordkit.core.storage.RecentLog;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.tree.TreeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.server.DataTree;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.apache.zookeeper.txn.CreateSessionTxn;
import org.apache.zookeeper.txn.TxnHeader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose names are those of a log or a snapshot and something more: Apache ZooKeeper starts from them, and we do not. */
class LookalikesTest {
    @TempDir
    Path home;

    private Path directory;

    /** A snapshot of nothing, and transactions 1 to 5. */
    @BeforeEach
    void fill() throws IOException {
        directory = home.resolve("version-2");
        snapshot(0);
        FileTxnLog log = new FileTxnLog(directory.toFile());
        for (int zxid = 1; zxid <= 5; zxid++) {
            TxnHeader header = new TxnHeader(0x100 + zxid, 0, zxid, 1_700_000_000_000L, OpCode.createSession);
            log.append(new Request(header, new CreateSessionTxn(30_000), null));
        }
        log.commit();
        log.close();
    }

    private void snapshot(long zxid) throws IOException {
        FileTxnSnapLog files = new FileTxnSnapLog(home.toFile(), home.toFile());
        DataTree tree = new DataTree();
        tree.lastProcessedZxid = zxid;
        files.save(tree, new ConcurrentHashMap<>(), false);
        files.close();
    }

    private void rename(String from, String to) throws IOException {
        Files.move(directory.resolve(from), directory.resolve(to));
    }

    private void copy(String from, String to) throws IOException {
        Files.copy(directory.resolve(from), directory.resolve(to));
    }

    private StateRecovery.Recovered ours() {
        DiskFileIo files = DiskFileIo.open(directory, false);
        return new StateRecovery(
                        new DataDirectory(files, files),
                        TreeOptions.DEFAULT,
                        LogOptions.DEFAULT_PAYLOAD_BYTES_MAX,
                        RecentLog.Limits.NONE)
                .recover(StateRecovery.Trust.USUAL);
    }

    /** Where the reference starts from, and how many transactions it applies for that. */
    private List<Long> theirs() throws IOException {
        FileTxnSnapLog files = new FileTxnSnapLog(home.toFile(), home.toFile());
        AtomicInteger applied = new AtomicInteger();
        long last = files.restore(
                new DataTree(), new ConcurrentHashMap<>(), (header, txn, digest) -> applied.incrementAndGet());
        files.close();
        return List.of(last, (long) applied.get());
    }

    private void assertRefused(String name, String right) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(this::ours)
                .withMessage(directory.resolve(name) + ": ZooKeeper takes this for " + right
                        + ", which is missing; rename it to that, or move it elsewhere");
    }

    private void assertPassedOver(String name, long last) {
        StateRecovery.Recovered recovered = ours();
        assertThat(recovered.tree().lastZxid()).isEqualTo(last);
        assertThat(recovered.remarks())
                .containsExactly(
                        "passed over " + directory.resolve(name) + ", whose name is not that of a log or a snapshot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"log.1.fixed", "log.1.chopped5", "log.01.old"})
    void aLogThatStandsAloneMustBeGivenItsName(String name) throws IOException {
        rename("log.1", name);
        assertThat(theirs()).containsExactly(5L, 5L);
        assertRefused(name, "log.1");
        rename(name, "log.1");
        assertThat(ours().tree().lastZxid()).isEqualTo(5);
    }

    @Test
    void aCopyBesideTheLogIsPassedOver() throws IOException {
        copy("log.1", "log.1.copy");
        assertThat(theirs()).as("the reference applies everything twice").containsExactly(5L, 10L);
        assertPassedOver("log.1.copy", 5);
    }

    @Test
    void whatASnapshotHoldsIsNotMissed() throws IOException {
        rename("log.1", "log.1.old");
        snapshot(5);
        assertPassedOver("log.1.old", 5);
    }

    @Test
    void whatIsNoLogIsPassedOver() throws IOException {
        Files.writeString(directory.resolve("log.6.txt"), "a dump of what was in a log");
        assertPassedOver("log.6.txt", 5);
    }

    @Test
    void aSnapshotNewerThanAllMustBeGivenItsName() throws IOException {
        snapshot(9);
        rename("snapshot.9", "snapshot.9.bak");
        assertThat(theirs().get(0)).isEqualTo(9);
        assertRefused("snapshot.9.bak", "snapshot.9");
        rename("snapshot.9.bak", "snapshot.9");
        assertThat(ours().tree().lastZxid()).isEqualTo(9);
    }

    @Test
    void snapshotsThatAreOldOrUnfinishedArePassedOver() throws IOException {
        snapshot(9);
        rename("snapshot.9", "snapshot.9.tmp");
        assertPassedOver("snapshot.9.tmp", 5);
        Files.delete(directory.resolve("snapshot.9.tmp"));
        copy("snapshot.0", "snapshot.0.bak");
        assertPassedOver("snapshot.0.bak", 5);
        Files.delete(directory.resolve("snapshot.0.bak"));
        Files.write(directory.resolve("snapshot.9.bak"), new byte[20]);
        assertPassedOver("snapshot.9.bak", 5);
    }
}
