package io.coordkit.cli.demo.splitlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.hbase.machine.SplitResult;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hadoop.hbase.wal.WAL;
import org.apache.hadoop.hbase.wal.WALEdit;
import org.apache.hadoop.hbase.wal.WALKeyImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Splitting and committing real logs, without processes and without an ensemble. */
class LogSplittingTest {

    private static final ServerName DEAD = Cluster.server("rs1", 16020);
    private static final ServerName WORKER = Cluster.server("rs2", 16020);
    private static final ServerName OTHER = Cluster.server("rs3", 16020);

    @TempDir
    Path directory;

    private final List<SplitCommit.Commit> commits = new ArrayList<>();
    private final List<Edit> written = new ArrayList<>();
    private WalFiles files;
    private WalRoot root;
    private SplitTaskName task;
    private WalFiles.Writer open;

    /** A log with a percent sign in its name that was never closed, as after a crash. */
    @BeforeEach
    void aServerDies() throws IOException {
        files = new WalFiles();
        root = new WalRoot(directory);
        open = files.writeLog(root.log(DEAD, 1));
        for (int i = 1; i <= 9; i++) {
            WAL.Entry entry = entry(Table.RANGES.get(i % 2), i);
            open.append(entry);
            open.sync();
            written.add(Edit.of(entry));
        }
        task = SplitTaskName.ofWal(root.takeLogs(DEAD).get(0));
    }

    @AfterEach
    void close() throws IOException {
        open.close();
    }

    @Test
    void everyEditComesToItsRegionOnce() throws Exception {
        assertThat(split(WORKER, true)).isEqualTo(SplitResult.DONE);
        assertThat(recovered()).isEmpty();
        commit(WORKER);
        assertThat(recovered()).containsExactlyInAnyOrderElementsOf(written);
        assertThat(root.log(task.walPath())).doesNotExist();
        assertThat(root.archived(task.walPath())).exists();
        assertThat(root.recoveredEdits(Table.region("a-f"))).isDirectoryContaining("glob:**/0000000000000000008");
        assertThat(root.recoveredEdits(Table.region("g-m"))).isDirectoryContaining("glob:**/0000000000000000009");
    }

    @Test
    void aSecondCommitFindsNothingToDo() throws Exception {
        split(WORKER, true);
        commit(WORKER);
        commit(WORKER);
        assertThat(commits).containsExactly(new SplitCommit.Commit(task.walPath(), WORKER, 2));
        assertThat(recovered()).containsExactlyInAnyOrderElementsOf(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rs2", "rs3"})
    void aCommitThatWasCutShortIsCompletedByTheNext(String whose) throws Exception {
        split(WORKER, true);
        split(OTHER, true);
        ServerName first = whose.equals("rs2") ? WORKER : OTHER;
        Path moved = WalRoot.list(root.prepared(first, task.walPath())).get(0);
        Path region = root.recoveredEdits(moved.getParent().getFileName().toString());
        Files.move(moved, Files.createDirectories(region).resolve(moved.getFileName()));
        commit(WORKER);
        assertThat(recovered()).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void whatTwoWorkersSplitIsThereOnce() throws Exception {
        split(OTHER, true);
        split(WORKER, true);
        commit(WORKER);
        assertThat(recovered()).containsExactlyInAnyOrderElementsOf(written);
        assertThat(FilesAside.in(root.prepared(OTHER, task.walPath())).edits(files))
                .isEqualTo(9);
    }

    @Test
    void whatIsSplitAfterTheCommitIsNotUsed() throws Exception {
        split(OTHER, true);
        split(WORKER, true);
        commit(WORKER);
        commit(OTHER);
        assertThat(recovered()).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void halfASplitIsNotCommitted() throws Exception {
        assertThat(split(WORKER, false)).isEqualTo(SplitResult.PREEMPTED);
        FilesAside left = FilesAside.in(root.prepared(WORKER, task.walPath()));
        assertThat(left.edits(files)).isEqualTo(1);
        assertThatThrownBy(() -> commit(WORKER))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("not finished: ");
        assertThat(recovered()).isEmpty();
        assertThat(root.log(task.walPath())).exists();
    }

    @Test
    void aSplitBeginsAnewWhereTheSameWorkerLeftHalf() throws Exception {
        split(WORKER, false);
        split(WORKER, true);
        commit(WORKER);
        assertThat(recovered()).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void aWorkerThatPreparedNothingCannotBeCommitted() throws Exception {
        split(OTHER, true);
        assertThatThrownBy(() -> commit(WORKER))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("prepared nothing");
        assertThat(root.log(task.walPath())).exists();
    }

    @Test
    void aLogThatIsGoneWasSplitBefore() throws Exception {
        split(WORKER, true);
        commit(WORKER);
        assertThatThrownBy(() -> split(OTHER, true)).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void aRecoveredFileWithoutItsEndIsNoticed() throws Exception {
        split(WORKER, true);
        commit(WORKER);
        Path file = WalRoot.list(root.recoveredEdits(Table.region("a-f"))).get(0);
        Files.write(file, List.of()); // nothing of it is left
        assertThatThrownBy(this::recovered).isInstanceOf(IOException.class);
    }

    private SplitResult split(ServerName worker, boolean toItsEnd) throws Exception {
        return new LogSplitter(files, root, worker, 0, said -> {}).execute(task, () -> toItsEnd);
    }

    private void commit(ServerName worker) throws IOException {
        new SplitCommit(root, commits::add).finish(task, worker);
    }

    private List<Edit> recovered() throws IOException {
        return Accounting.readRecovered(root, files);
    }

    private static WAL.Entry entry(String range, long sequenceId) {
        byte[] text = Bytes.toBytes(range + sequenceId);
        WALKeyImpl key = new WALKeyImpl(
                Bytes.toBytes(Table.region(range)), TableName.valueOf(Table.NAME), sequenceId, 1, new UUID(1, 2));
        return new WAL.Entry(key, new WALEdit().add(new KeyValue(text, text, text, sequenceId, text)));
    }
}
