package io.coordkit.hbase.wal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hadoop.fs.LeaseRecoverable;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local disk, which remembers whose leases were taken, as HDFS takes them from a writer that has died. */
public final class LeasedFiles extends RawLocalFileSystem implements LeaseRecoverable {
    private static final Queue<String> RECOVERED = new ConcurrentLinkedQueue<>();

    /** The files whose leases anybody has taken. */
    static Queue<String> recovered() {
        return RECOVERED;
    }

    @Override
    public boolean recoverLease(Path file) {
        return RECOVERED.add(file.toUri().getPath());
    }

    @Override
    public boolean isFileClosed(Path file) {
        return RECOVERED.contains(file.toUri().getPath());
    }
}
