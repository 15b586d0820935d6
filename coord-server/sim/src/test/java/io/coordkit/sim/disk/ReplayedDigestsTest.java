package io.coordkit.sim.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.LogAppender;
import io.coordkit.core.storage.LogBatch;
import io.coordkit.core.storage.LogOptions;
import io.coordkit.core.storage.RecentLog;
import io.coordkit.core.storage.SnapshotFileWriter;
import io.coordkit.core.storage.StateReader;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Digests that a log carries are compared with those of the tree that is made of it. */
class ReplayedDigestsTest {
    private static final int PAYLOAD_BYTES_MAX = 4096;
    private static final TreeOptions WITHOUT = new TreeOptions(false, false, false, true, 1);
    private static final long LAST = 20;

    private final SimDisk disk = new SimDisk(3);
    private final DataDirectory directory = new DataDirectory(disk, disk);
    private final LogAppender appender = new LogAppender(disk, new LogOptions(0, 500, true, PAYLOAD_BYTES_MAX), 0);
    private final DataTree tree = DataTree.newborn(TreeOptions.DEFAULT);

    @BeforeEach
    void begin() {
        recover(TreeOptions.DEFAULT);
    }

    private StateRecovery.Recovered recover(TreeOptions options) {
        return new StateRecovery(directory, options, PAYLOAD_BYTES_MAX, RecentLog.Limits.NONE)
                .recover(StateRecovery.Trust.USUAL);
    }

    private long mismatches() {
        return recover(TreeOptions.DEFAULT).tree().digestCheck().mismatches();
    }

    /** One more znode, in tree and log. */
    private void create(long digestOff) {
        log(digestOff, next());
    }

    /** One more znode in the log; the tree has another. */
    private void createOther() {
        TxnHeader header = header();
        tree.apply(header, next());
        append(header, create("/other", header.zxid()), tree.digest());
    }

    private void log(long digestOff, Txn txn) {
        TxnHeader header = header();
        tree.apply(header, txn);
        append(header, txn, tree.digest() + digestOff);
    }

    private TxnHeader header() {
        return new TxnHeader(1, 1, tree.lastZxid() + 1, 1000);
    }

    private Txn next() {
        return create("/n" + tree.lastZxid(), tree.lastZxid() + 1);
    }

    private static Txn create(String path, long parentCversion) {
        return new Txn.Create(OpCode.CREATE, path, new byte[30], Acl.OPEN, false, (int) parentCversion, 0);
    }

    private void append(TxnHeader header, Txn txn, long digest) {
        JuteWriter payload = new JuteWriter(64);
        TxnCodec.write(payload, header, txn);
        TxnCodec.writeDigest(payload, digest);
        LogBatch batch = new LogBatch();
        batch.add(header.zxid(), payload.array(), 0, payload.length());
        appender.append(batch);
        appender.force();
    }

    private void fill(long last) {
        while (tree.lastZxid() < last) {
            create(0);
        }
    }

    /** A snapshot that is written while five znodes are made. */
    private void fuzzySnapshot() {
        SnapshotEncoder encoder = new SnapshotEncoder(tree);
        try (SnapshotFileWriter file = SnapshotFileWriter.start(directory, encoder.zxid())) {
            long enough = tree.lastZxid() + 5;
            while (!encoder.isDone()) {
                JuteWriter chunk = encoder.nextChunk(1);
                file.write(chunk.array(), 0, chunk.length());
                fill(Math.min(tree.lastZxid() + 1, enough));
            }
            file.commit();
        }
    }

    @Test
    void aRightLogNeverDiffers() {
        fill(LAST);
        DataTree recovered = recover(TreeOptions.DEFAULT).tree();
        assertThat(recovered.digestCheck().isWhole()).isTrue();
        assertThat(recovered.digestCheck().mismatches()).isZero();
    }

    @Test
    void oneDigestThatDiffersIsCounted() {
        fill(6);
        create(1);
        fill(LAST);
        DataTree recovered = recover(TreeOptions.DEFAULT).tree();
        assertThat(recovered.lastZxid()).isEqualTo(LAST);
        assertThat(recovered.digestCheck().mismatches()).isEqualTo(1);
        assertThat(recovered.digestCheck().differsSince()).isEmpty();
    }

    @Test
    void aTreeThatDiffersDoesSoFromThenOn() {
        fill(6);
        createOther();
        fill(LAST);
        DataTree recovered = recover(TreeOptions.DEFAULT).tree();
        assertThat(recovered.digestCheck().mismatches()).isEqualTo(LAST - 6);
        assertThat(recovered.digestCheck().differsSince()).hasValue(7);
    }

    @Test
    void nothingIsComparedWhereDigestsAreOff() {
        createOther();
        fill(LAST);
        assertThat(recover(WITHOUT).tree().digestCheck().mismatches()).isZero();
    }

    @Test
    void aFuzzySnapshotIsNoMistake() {
        fill(5);
        fuzzySnapshot();
        fill(LAST);
        StateRecovery.Recovered recovered = recover(TreeOptions.DEFAULT);
        assertThat(recovered.snapshotZxid()).isEqualTo(5);
        assertThat(recovered.tree().digestCheck().isWhole()).isTrue();
        assertThat(recovered.tree().digestCheck().mismatches()).isZero();
        assertThat(recovered.remarks()).isEmpty();
    }

    @Test
    void aMistakeBehindAFuzzySnapshotIsFound() {
        fill(5);
        fuzzySnapshot();
        fill(15);
        create(1);
        assertThat(mismatches()).isEqualTo(1);
    }

    @Test
    void aLogThatEndsBeforeItsSnapshotIsDoubtful() {
        fill(5);
        fuzzySnapshot();
        disk.list().stream().filter(name -> name.startsWith("log.")).forEach(disk::delete);
        assertThat(recover(TreeOptions.DEFAULT).remarks())
                .singleElement()
                .asString()
                .contains("may hold something");
    }

    /** What a leader has sent holds more than its zxid says, and so does a snapshot of it. */
    @Test
    void aSnapshotOfAFuzzyTreeSaysNothingOfItsEnd() throws Exception {
        fill(5);
        fuzzySnapshot();
        DataTree fuzzy = StateReader.snapshot(directory, "snapshot.5", TreeOptions.DEFAULT);
        disk.delete("snapshot.5");
        SnapshotEncoder encoder = new SnapshotEncoder(fuzzy);
        try (SnapshotFileWriter file = SnapshotFileWriter.start(directory, encoder.zxid())) {
            while (!encoder.isDone()) {
                JuteWriter chunk = encoder.nextChunk(100);
                file.write(chunk.array(), 0, chunk.length());
            }
            file.commit();
        }
        fill(15);
        create(1);
        assertThat(mismatches()).isEqualTo(1);
    }
}
