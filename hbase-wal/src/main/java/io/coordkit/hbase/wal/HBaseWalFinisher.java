package io.coordkit.hbase.wal;

import io.coordkit.hbase.TaskFinisher;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.wal.WALSplitUtil;

/**
 * Puts a split log away as HBase 2.x does: into {@code oldWALs}, or into {@code corrupt} when the worker could not parse it. The recovered edits are
 * where they belong already. For a log that was put away before, it does nothing. Source: {@code WALSplitUtil.finishSplitLogFile}.
 */
public final class HBaseWalFinisher implements TaskFinisher {
    private final Configuration configuration;

    /** @param configuration the cluster's */
    public HBaseWalFinisher(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public void finish(SplitTaskName task, ServerName worker) throws IOException {
        WALSplitUtil.finishSplitLogFile(task.walPath(), configuration);
    }
}
