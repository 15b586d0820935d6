package io.coordkit.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.HardStateFile;
import io.coordkit.core.storage.LogBatch;
import io.coordkit.core.storage.LogOptions;
import io.coordkit.core.storage.RecentLog;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.wire.JuteWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a member of an ensemble does to its disk, in order with what it appends. */
@Timeout(60)
class LogWriterHistoryTest {
    private static final LogOptions OPTIONS = new LogOptions(1 << 20, 0, true, 1 << 20);

    @TempDir
    Path directory;

    private final WriterEvents events = new WriterEvents();
    private final ExecutorService filing = Executors.newSingleThreadExecutor();
    private GatedFileIo files;
    private DataDirectory data;
    private LogWriter writer;

    @BeforeEach
    void start() {
        files = new GatedFileIo(DiskFileIo.open(directory, true));
        data = new DataDirectory(files, files);
        assertThat(recovery().recover(StateRecovery.Trust.USUAL).tree().lastZxid())
                .isZero();
        writer = new LogWriter(data, OPTIONS, 0, events, LogWriter.Settings.defaults(), filing, this::recovery);
        writer.start();
    }

    @AfterEach
    void stop() {
        files.openGate();
        writer.close();
        filing.shutdown();
    }

    private StateRecovery recovery() {
        return new StateRecovery(data, TreeOptions.DEFAULT, OPTIONS.payloadBytesMax(), RecentLog.Limits.of(10));
    }

    /** Hands over transactions with these zxids; each opens the session of that number. */
    private void append(long... zxids) {
        LogBatch batch = writer.takeBatch();
        for (long zxid : zxids) {
            JuteWriter out = new JuteWriter(64);
            TxnCodec.write(out, new TxnHeader(zxid, 0, zxid, 0), new Txn.CreateSession(4000));
            batch.add(zxid, out.array(), 0, out.length());
        }
        assertThat(writer.offer(batch)).isTrue();
    }

    private DataTree recovered() {
        return recovery().recover(StateRecovery.Trust.USUAL).tree();
    }

    @Test
    void epochsAreSavedBehindWhatWasAppended() throws InterruptedException {
        files.closeGate();
        append(1, 2);
        files.awaitForceWaiting();
        append(3);
        writer.saveEpochs(5, 4);
        append(4);
        files.openGate();
        assertThat(events.next()).isEqualTo("durable 2");
        assertThat(events.next()).isEqualTo("durable 3");
        assertThat(events.next()).isEqualTo("epochs 5 4");
        assertThat(events.next()).isEqualTo("durable 4");
        assertThat(new HardStateFile(files).recover(4)).isEqualTo(new HardStateFile.Epochs(5, 4));
    }

    @Test
    void onlyWhatChangesOfTheEpochsIsWritten() throws Exception {
        writer.saveEpochs(1, 1);
        assertThat(events.next()).isEqualTo("epochs 1 1");
        long forces = files.forces();
        writer.saveEpochs(2, 1);
        assertThat(events.next()).isEqualTo("epochs 2 1");
        assertThat(files.forces()).isEqualTo(forces + 1);
        assertThat(Files.readString(directory.resolve("acceptedEpoch"))).isEqualTo("2");
        writer.saveEpochs(2, 1);
        assertThat(events.next()).isEqualTo("epochs 2 1");
        assertThat(files.forces()).isEqualTo(forces + 1);
    }

    @Test
    void whatIsNewerIsCutAndTheRestReadAgain() throws InterruptedException {
        append(1, 2, 3, 4);
        writer.truncate(2, true);
        append(0x1_0000_0001L);
        assertThat(events.next()).isEqualTo("durable 4");
        assertThat(events.next()).isEqualTo("truncated 2 reloaded 2");
        assertThat(events.next()).isEqualTo("durable " + 0x1_0000_0001L);
        assertThat(recovered().sessionIds()).containsExactlyInAnyOrder(1, 2, 0x1_0000_0001L);
        writer.truncate(1, false);
        assertThat(events.next()).isEqualTo("truncated 1");
        assertThat(recovered().sessionIds()).containsExactly(1);
    }

    @Test
    void whatHasNoBeginningIsNotCut() throws Exception {
        append(1);
        assertThat(events.next()).isEqualTo("durable 1");
        for (String snapshot : data.snapshots()) {
            files.delete(snapshot);
        }
        writer.truncate(0, true);
        append(2);
        assertThat(events.next()).isEqualTo("not truncated 0");
        assertThat(events.next()).isEqualTo("durable 2");
        assertThat(data.logs()).hasSize(1);
    }

    @Test
    void aTreeReplacesEverything() throws InterruptedException {
        append(1, 2);
        DataTree tree = DataTree.newborn(TreeOptions.DEFAULT);
        tree.apply(new TxnHeader(9, 0, 0x2_0000_0007L, 0), new Txn.CreateSession(4000));
        writer.install(tree);
        append(0x2_0000_0008L);
        assertThat(events.next()).isEqualTo("durable 2");
        assertThat(events.next()).isEqualTo("installed " + 0x2_0000_0007L);
        assertThat(events.next()).isEqualTo("durable " + 0x2_0000_0008L);
        assertThat(data.snapshots()).containsExactly("snapshot.200000007");
        assertThat(data.logs()).containsExactly("log.200000008");
        assertThat(recovered().sessionIds()).containsExactlyInAnyOrder(9, 0x2_0000_0008L);
    }

    @Test
    void aDiskThatRefusesAnyOfThatEndsTheWriter() throws InterruptedException {
        files.failForces();
        writer.saveEpochs(1, 1);
        assertThat(events.next()).isEqualTo("failed acceptedEpoch.tmp: planned failure of a force");
        writer.close();
        assertThat(events.unread()).isEmpty();
    }

    @Test
    void aDiskThatRefusesAnInstallationEndsTheWriter() throws InterruptedException {
        files.failForces();
        writer.install(DataTree.newborn(TreeOptions.DEFAULT));
        assertThat(events.next()).startsWith("failed tmp.snapshot.0: planned failure of a force");
        writer.close();
        assertThat(events.unread()).isEmpty();
    }

    @Test
    void aStateThatCannotBeReadAgainEndsTheWriter() throws InterruptedException {
        LogWriter other = new LogWriter(data, OPTIONS, 0, events, LogWriter.Settings.defaults(), filing, () -> {
            throw new StorageException("snapshot.0", "planned damage");
        });
        other.start();
        other.truncate(0, true);
        assertThat(events.next()).isEqualTo("failed snapshot.0: planned damage");
        other.close();
    }
}
