package io.coordkit.sim.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.HistoryEditor;
import io.coordkit.core.storage.LogAppender;
import io.coordkit.core.storage.LogBatch;
import io.coordkit.core.storage.LogOptions;
import io.coordkit.core.storage.RecentLog;
import io.coordkit.core.storage.SnapshotFileWriter;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.SnapshotEncoder;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.OpCode;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** History cut and replaced on the disk; a crash at any change of the disk leaves what was there or what was wanted. */
class HistoryEditorTest {
    private static final int PAYLOAD_BYTES_MAX = 4096;
    private static final LogOptions OPTIONS = new LogOptions(0, 500, true, PAYLOAD_BYTES_MAX);
    private static final long LAST = 20;

    private final SimDisk disk = new SimDisk(3);
    private LogAppender appender = new LogAppender(disk, OPTIONS, 0);

    @Test
    void truncationDeletesSnapshotsThatKnowTooMuch() {
        fill();
        assertThat(editor().truncate(12)).isTrue();
        assertThat(directory().snapshots()).containsExactly("snapshot.0", "snapshot.a");
        assertThat(recover().tree().lastZxid()).isEqualTo(12);
        append(tree(12), 13);
        assertThat(recover().tree().lastZxid()).isEqualTo(13);
    }

    @Test
    void truncationNeedsASnapshotToStartFrom() {
        fill();
        disk.delete("snapshot.0");
        assertThat(editor().truncate(9)).isFalse();
        assertThat(recover().tree().lastZxid()).isEqualTo(LAST);
        assertThat(editor().truncate(10)).isTrue();
        assertThat(recover().tree().lastZxid()).isEqualTo(10);
    }

    @Test
    void logsBelievedWithoutASnapshotHaveOneFromThenOn() {
        fill();
        directory().snapshots().forEach(disk::delete);
        assertThat(recovery()
                        .recover(new StateRecovery.Trust(true, true))
                        .tree()
                        .lastZxid())
                .isEqualTo(LAST);
        disk.crash();
        assertThat(directory().snapshots()).containsExactly("snapshot.0");
        assertThat(recover().tree().lastZxid()).isEqualTo(LAST);
        assertThat(editor().truncate(9)).isTrue();
        assertThat(recover().tree().lastZxid()).isEqualTo(9);
    }

    @Test
    void installingReplacesEverything() {
        for (long zxid : new long[] {5, 30}) {
            fill();
            DataTree other = tree(zxid);
            editor().install(other);
            assertThat(disk.list()).containsExactly("snapshot." + Long.toHexString(zxid));
            append(other, zxid + 1);
            StateRecovery.Recovered recovered = recover();
            assertThat(recovered.tree().lastZxid()).isEqualTo(zxid + 1);
            assertThat(recovered.recent().size()).isEqualTo(1);
            disk.list().forEach(disk::delete);
        }
    }

    @Test
    void aCrashDuringTruncationLosesNothingThatStays() {
        crashEverywhere(editor -> editor.truncate(12), last -> assertThat(last).isBetween(12L, LAST));
    }

    @Test
    void aCrashDuringInstallationLeavesOneOfBoth() {
        crashEverywhere(
                editor -> editor.install(tree(5)), last -> assertThat(last).isIn(5L, LAST));
        crashEverywhere(
                editor -> editor.install(tree(30)), last -> assertThat(last).isIn(30L, LAST));
    }

    @Test
    void aCrashDuringASnapshotLeavesTheWholeOrNothing() {
        fill();
        snapshot(tree(LAST));
        byte[] whole = Records.content(disk, "snapshot.14");
        int moments = 0;
        for (int changes = 0; moments == changes; changes++) {
            disk.delete("snapshot.14");
            disk.forceDirectory();
            disk.losePowerAfter(changes);
            try {
                snapshot(tree(LAST));
                disk.losePowerAfter(Long.MAX_VALUE);
            } catch (PowerLoss e) {
                moments++;
                disk.crash();
            }
            if (disk.exists("snapshot.14")) {
                assertThat(Records.content(disk, "snapshot.14")).isEqualTo(whole);
            } else {
                snapshot(tree(LAST));
            }
            assertThat(recover().tree().digest()).isEqualTo(tree(LAST).digest());
            assertThat(disk.list()).noneMatch(name -> name.startsWith(DataDirectory.TEMPORARY_PREFIX));
        }
        assertThat(moments).isGreaterThan(5);
    }

    private void crashEverywhere(Consumer<HistoryEditor> action, Consumer<Long> check) {
        boolean done = false;
        for (int changes = 0; !done; changes++) {
            disk.list().forEach(disk::delete);
            disk.forceDirectory();
            fill();
            HistoryEditor editor = editor();
            disk.losePowerAfter(changes);
            try {
                action.accept(editor);
                done = true;
                disk.losePowerAfter(Long.MAX_VALUE);
            } catch (PowerLoss e) {
                disk.crash();
            }
            StateRecovery.Recovered recovered = recover();
            check.accept(recovered.tree().lastZxid());
            assertThat(recovered.tree().digest())
                    .isEqualTo(tree(recovered.tree().lastZxid()).digest());
        }
    }

    /** Snapshots at 0, 10 and 15, and a log of {@link #LAST} transactions in several files. */
    private void fill() {
        appender = new LogAppender(disk, OPTIONS, 0);
        recover();
        for (long zxid = 1; zxid <= LAST; zxid++) {
            append(tree(zxid - 1), zxid);
            if (zxid == 10 || zxid == 15) {
                snapshot(tree(zxid));
            }
        }
        disk.forceDirectory();
    }

    private void append(DataTree tree, long zxid) {
        TxnHeader header = new TxnHeader(1, 1, zxid, 1000);
        tree.apply(header, txn(zxid));
        JuteWriter payload = new JuteWriter(64);
        TxnCodec.write(payload, header, txn(zxid));
        TxnCodec.writeDigest(payload, tree.digest());
        LogBatch batch = new LogBatch();
        batch.add(zxid, payload.array(), 0, payload.length());
        appender.append(batch);
        appender.force();
    }

    private void snapshot(DataTree tree) {
        SnapshotEncoder encoder = new SnapshotEncoder(tree);
        try (SnapshotFileWriter file = SnapshotFileWriter.start(new DataDirectory(disk, disk), encoder.zxid())) {
            while (!encoder.isDone()) {
                JuteWriter chunk = encoder.nextChunk(100);
                file.write(chunk.array(), 0, chunk.length());
            }
            file.commit();
        }
    }

    private static DataTree tree(long last) {
        DataTree tree = DataTree.newborn(TreeOptions.DEFAULT);
        for (long zxid = 1; zxid <= last; zxid++) {
            tree.apply(new TxnHeader(1, 1, zxid, 1000), txn(zxid));
        }
        return tree;
    }

    private static Txn txn(long zxid) {
        return new Txn.Create(OpCode.CREATE, "/n" + zxid, new byte[30], Acl.OPEN, false, (int) zxid, 0);
    }

    private DataDirectory directory() {
        return new DataDirectory(disk, disk);
    }

    private HistoryEditor editor() {
        return new HistoryEditor(directory(), appender);
    }

    private StateRecovery.Recovered recover() {
        return recovery().recover(StateRecovery.Trust.USUAL);
    }

    private StateRecovery recovery() {
        return new StateRecovery(directory(), TreeOptions.DEFAULT, PAYLOAD_BYTES_MAX, RecentLog.Limits.of(100));
    }
}
