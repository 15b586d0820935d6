package io.coordkit.hbase.wal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.hbase.SplitTaskExecutor.Progress;
import io.coordkit.hbase.machine.SplitResult;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.hbase.regionserver.LastSequenceId;
import org.apache.hadoop.hbase.shaded.protobuf.generated.ClusterStatusProtos.RegionStoreSequenceIds;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hadoop.hbase.wal.WALSplitter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs written by HBase, split by us, and read as a region does when it is opened. */
class HBaseWalSplitterTest {
    private static final ServerName WORKER = new ServerName("rs2.example.org", 16020, 2);
    private static final Progress GO_ON = () -> true;

    @TempDir
    Path root;

    private Wals wals;
    private HBaseWalSplitter splitter;
    private HBaseWalFinisher finisher;

    @BeforeEach
    void configure() throws IOException {
        wals = new Wals(root);
        splitter = new HBaseWalSplitter(wals.configuration());
        finisher = new HBaseWalFinisher(wals.configuration());
    }

    @Test
    void theEditsOfEachRegionAreWhereItLooksForThem() throws Exception {
        SplitTaskName task = wals.write(1, 100);

        assertThat(splitter.execute(task, GO_ON)).isEqualTo(SplitResult.DONE);

        Map<String, List<Long>> written = wals.written();
        assertThat(written.values()).allSatisfy(edits -> assertThat(edits).hasSizeGreaterThan(20));
        assertThat(wals.recovered()).isEqualTo(written);
    }

    @Test
    void aLogThatWasNeverClosedEndsWhereItsFileEnds() throws Exception {
        SplitTaskName task = wals.write(1, 100);
        wals.cutTrailer(task);

        assertThat(splitter.execute(task, GO_ON)).isEqualTo(SplitResult.DONE);
        assertThat(wals.recovered()).isEqualTo(wals.written());
    }

    @Test
    void anEditThatWasNeverWrittenToItsEndIsNoEdit() throws Exception {
        SplitTaskName task = wals.write(1, 100);
        wals.cutLastEdit(task);

        assertThat(splitter.execute(task, GO_ON)).isEqualTo(SplitResult.DONE);
        assertThat(wals.recovered()).isEqualTo(wals.written());
    }

    @Test
    void anEmptyLogIsDone() throws Exception {
        SplitTaskName task = wals.write(1, 10);
        wals.empty(task);

        assertThat(splitter.execute(task, GO_ON)).isEqualTo(SplitResult.DONE);
        finisher.finish(task, WORKER);
        assertThat(wals.recovered()).isEqualTo(wals.written());
        assertThat(wals.names("oldWALs")).containsExactly(Wals.nameOf(task));
    }

    /** Releases back to 1.x know this name, this writer and this codec. */
    @Test
    void aFileOfEditsIsCalledAfterTheHighestSequenceId() throws Exception {
        splitter.execute(wals.write(1, 100), GO_ON);

        for (Map.Entry<String, List<Long>> region : wals.written().entrySet()) {
            List<Long> ids = region.getValue();
            Path file = root.resolve(
                    "data/default/t/%s/recovered.edits/%019d".formatted(region.getKey(), ids.get(ids.size() - 1)));
            assertThat(Files.readString(file, ISO_8859_1))
                    .startsWith("PWAL")
                    .contains("ProtobufLogWriter", "org.apache.hadoop.hbase.regionserver.wal.WALCellCodec")
                    .doesNotContain("AsyncProtobufLogWriter");
        }
    }

    @Test
    void whatWasFlushedIsLeftOut() throws Exception {
        SplitTaskName task = wals.write(1, 100);
        RegionStoreSequenceIds half =
                RegionStoreSequenceIds.newBuilder().setLastFlushedSequenceId(50).build();
        List<String> some = List.copyOf(wals.written().keySet()).subList(0, 2);
        some.forEach(region -> wals.flushed(region, 50));

        LastSequenceId flushed =
                region -> some.contains(Bytes.toString(region)) ? half : HBaseWalSplitter.NOTHING_FLUSHED;
        new HBaseWalSplitter(wals.configuration(), flushed).execute(task, GO_ON);
        assertThat(wals.recovered()).isEqualTo(wals.written());
    }

    /** Whoever was taken for dead may still write; after this it can not. */
    @Test
    void theLeaseOfALogIsTakenBeforeItIsRead() throws Exception {
        SplitTaskName task = wals.write(1, 10);
        String log = root.resolve(task.walPath()).toString();
        assertThat(LeasedFiles.recovered()).doesNotContain(log);

        splitter.execute(task, GO_ON);
        assertThat(LeasedFiles.recovered()).contains(log);
    }

    @Test
    void severalLogsOfOneServerAddUp() throws Exception {
        for (SplitTaskName task : List.of(wals.write(1, 50), wals.write(2, 50), wals.write(3, 50))) {
            assertThat(splitter.execute(task, GO_ON)).isEqualTo(SplitResult.DONE);
        }
        assertThat(wals.recovered()).isEqualTo(wals.written());
    }

    @Test
    void twiceIsOnce() throws Exception {
        SplitTaskName task = wals.write(1, 100);
        splitter.execute(task, GO_ON);
        List<String> files = wals.files();

        assertThat(splitter.execute(task, GO_ON)).isEqualTo(SplitResult.DONE);
        assertThat(wals.recovered()).isEqualTo(wals.written());
        assertThat(wals.files()).isEqualTo(files);

        finisher.finish(task, WORKER);
        finisher.finish(task, WORKER);
        assertThat(wals.names("oldWALs")).containsExactly(Wals.nameOf(task));
        assertThat(wals.recovered()).isEqualTo(wals.written());
    }

    @Test
    void whoIsToldToStopLeavesNothingThatARegionWouldRead() throws Exception {
        SplitTaskName task = wals.write(1, 3_000);
        AtomicInteger reports = new AtomicInteger();

        assertThat(splitter.execute(task, () -> reports.incrementAndGet() < 3)).isEqualTo(SplitResult.PREEMPTED);
        assertThat(wals.recovered().values())
                .allSatisfy(edits -> assertThat(edits).isEmpty());

        assertThat(splitter.execute(task, GO_ON)).isEqualTo(SplitResult.DONE);
        assertThat(wals.recovered()).isEqualTo(wals.written());
    }

    @Test
    void aLongLogReportsThatItGoesOn() throws Exception {
        SplitTaskName task = wals.write(1, 5_000);
        AtomicInteger reports = new AtomicInteger();

        splitter.execute(task, () -> reports.incrementAndGet() > 0);
        // Once for each 1024 edits at least.
        assertThat(reports).hasValueGreaterThanOrEqualTo(4);
    }

    @Test
    void aCorruptLogIsMovedAside() throws Exception {
        wals.configuration().setBoolean(WALSplitter.SPLIT_SKIP_ERRORS_KEY, true);
        SplitTaskName task = wals.write(1, 100);
        wals.corrupt(task);

        assertThat(splitter.execute(task, GO_ON)).isEqualTo(SplitResult.DONE);
        finisher.finish(task, WORKER);

        assertThat(wals.names("corrupt")).containsExactly(Wals.nameOf(task));
        assertThat(root.resolve("oldWALs")).doesNotExist();
        assertThat(root.resolve(task.walPath())).doesNotExist();
    }

    @Test
    void aCorruptLogIsAnErrorUnlessItMayBeSkipped() throws Exception {
        SplitTaskName task = wals.write(1, 100);
        wals.corrupt(task);

        assertThatThrownBy(() -> splitter.execute(task, GO_ON)).isInstanceOf(IOException.class);
        assertThat(root.resolve(task.walPath())).exists();
    }

    @Test
    void editsOfARegionThatIsGoneAreDropped() throws Exception {
        SplitTaskName task = wals.write(1, 100);
        String gone = wals.removeRegion();

        assertThat(splitter.execute(task, GO_ON)).isEqualTo(SplitResult.DONE);
        assertThat(wals.recovered()).doesNotContainKey(gone).isNotEmpty();
    }

    @Test
    void aLogThatIsGoneWasSplitBefore() throws Exception {
        SplitTaskName task = wals.write(1, 10);
        Files.delete(root.resolve(task.walPath()));

        assertThatThrownBy(() -> splitter.execute(task, GO_ON)).isInstanceOf(FileNotFoundException.class);
        finisher.finish(task, WORKER);
    }

    /** An interrupted reader cannot read: neither may that count as damage, nor as the end of the log. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInterruptIsNoDamage(boolean skipErrors) throws Exception {
        wals.configuration().setBoolean(WALSplitter.SPLIT_SKIP_ERRORS_KEY, skipErrors);
        SplitTaskName task = wals.write(1, 3_000);
        Thread worker = Thread.currentThread();
        for (int report = 0; report < 4; report++) {
            AtomicInteger left = new AtomicInteger(report);
            Progress interrupting = () -> {
                if (left.getAndDecrement() == 0) {
                    worker.interrupt();
                }
                return true;
            };
            assertThatThrownBy(() -> splitter.execute(task, interrupting)).isInstanceOf(InterruptedException.class);
        }
        assertThat(splitter.execute(task, GO_ON)).isEqualTo(SplitResult.DONE);
        finisher.finish(task, WORKER);
        assertThat(wals.recovered()).isEqualTo(wals.written());
        assertThat(root.resolve("corrupt")).doesNotExist();
    }
}
