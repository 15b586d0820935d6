package io.coordkit.hbase.wal;

import io.coordkit.hbase.SplitTaskExecutor;
import io.coordkit.hbase.machine.SplitResult;
import io.coordkit.hbase.paths.SplitTaskName;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.regionserver.LastSequenceId;
import org.apache.hadoop.hbase.shaded.protobuf.generated.ClusterStatusProtos.RegionStoreSequenceIds;
import org.apache.hadoop.hbase.util.CommonFSUtils;
import org.apache.hadoop.hbase.wal.WALFactory;
import org.apache.hadoop.hbase.wal.WALSplitter;

/**
 * Splits a write-ahead log with HBase's {@code WALSplitter}: takes the lease of the log from whoever wrote it, reads it with HBase's reader,
 * whatever codec it was written with, and writes the edits of each region into {@code recovered.edits} of its directory, first aside as
 * {@code .temp} and then renamed to the highest sequence id in it, so that two executions of one task leave the same files. Where
 * the log is cut off, it ends.
 *
 * <p>A log that cannot be parsed is an error, or, if {@code hbase.hlog.split.skip.errors} says so, is done as far as it goes and marked as
 * corrupt for {@link HBaseWalFinisher} to move it away. Edits of regions whose directory is gone are dropped (HBASE-24189), and
 * those that were flushed before the crash, as far as a {@link LastSequenceId} tells; a region that is opened skips these too.
 *
 * <p>Thread-safe: one object serves all threads of a worker. Source: {@code SplitLogWorker.splitLog}.
 */
public final class HBaseWalSplitter implements SplitTaskExecutor {
    /** Of a region that nobody knows anything about. */
    static final RegionStoreSequenceIds NOTHING_FLUSHED = RegionStoreSequenceIds.newBuilder()
            .setLastFlushedSequenceId(HConstants.NO_SEQNUM)
            .build();

    private final Configuration configuration;
    private final LastSequenceId flushed;
    private final Path walRoot;
    private final FileSystem files;

    /**
     * A splitter that writes all edits of a log.
     *
     * @param configuration the cluster's; its file systems are those that it shares with everybody in this process
     * @throws IOException when the root directory's file system cannot be reached
     */
    public HBaseWalSplitter(Configuration configuration) throws IOException {
        this(configuration, region -> NOTHING_FLUSHED);
    }

    /**
     * A splitter that leaves out what was flushed.
     *
     * @param configuration the cluster's; its file systems are those that it shares with everybody in this process
     * @param flushed asked once for each region in a log; such as {@link MasterSequenceIds}
     * @throws IOException when the root directory's file system cannot be reached
     */
    public HBaseWalSplitter(Configuration configuration, LastSequenceId flushed) throws IOException {
        this.configuration = configuration;
        this.flushed = flushed;
        walRoot = CommonFSUtils.getWALRootDir(configuration);
        files = walRoot.getFileSystem(configuration);
    }

    /**
     * {@inheritDoc}
     *
     * @throws FileNotFoundException when the log is neither where its task says nor ever will be: it was split before
     * @throws InterruptedException when interrupted; HBase's threads have ended before
     */
    @Override
    public SplitResult execute(SplitTaskName task, Progress progress) throws IOException, InterruptedException {
        FileStatus log = files.getFileStatus(new Path(walRoot, task.walPath()));
        ShieldedWork work =
                new ShieldedWork(task.walPath(), goOn -> split(log, () -> goOn.report() && progress.report()));
        return work.run() ? SplitResult.DONE : SplitResult.PREEMPTED;
    }

    private boolean split(FileStatus log, Progress progress) throws IOException {
        return WALSplitter.splitLogFile(
                walRoot,
                log,
                files,
                configuration,
                progress::report,
                flushed,
                CorruptionMark.INSTANCE,
                WALFactory.getInstance(configuration),
                null);
    }
}
