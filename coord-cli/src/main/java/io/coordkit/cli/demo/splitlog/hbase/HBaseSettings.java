package io.coordkit.cli.demo.splitlog.hbase;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.HConstants;

/** How an HBase is configured that has its files on the local disk, its ports wherever there are free ones, and little time. */
public final class HBaseSettings {
    /** Whether logs are split by tasks in ZooKeeper, or, as is the default of 2.6, by the master's procedures. */
    public static final String BY_TASKS = HConstants.HBASE_SPLIT_WAL_COORDINATED_BY_ZK;

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry(HConstants.CLUSTER_DISTRIBUTED, "true"),
            // Only the plain local file system hands on what is flushed; the other keeps it until a file is closed.
            Map.entry("fs.file.impl", RawLocalFileSystem.class.getName()),
            Map.entry("hbase.unsafe.stream.capability.enforce", "false"),
            Map.entry("hbase.wal.provider", "filesystem"),
            Map.entry("hbase.master.hostname", "localhost"),
            Map.entry("hbase.regionserver.hostname", "localhost"),
            Map.entry("hbase.master.port", "0"),
            Map.entry("hbase.regionserver.port", "0"),
            Map.entry("hbase.master.info.port", "-1"),
            Map.entry("hbase.regionserver.info.port", "-1"),
            Map.entry("hbase.regionserver.msginterval", "500"),
            Map.entry("hbase.master.wait.on.regionservers.timeout", "500"),
            Map.entry("hbase.regionserver.handler.count", "10"),
            Map.entry("zookeeper.session.timeout", "10000"),
            // A master takes tasks from whoever is no region server of its own, so ours need time between two looks.
            Map.entry("hbase.splitlog.manager.timeoutmonitor.period", "5000"),
            Map.entry("hbase.splitlog.max.resubmit", "1000"));

    private HBaseSettings() {}

    /**
     * For everybody in the cluster, clients too.
     *
     * @param root directory of HBase's files
     * @param connectString of the ensemble; its chroot, if any, is where {@code /hbase} is
     */
    public static Configuration of(Path root, String connectString) {
        Configuration settings = HBaseConfiguration.create();
        SETTINGS.forEach(settings::set);
        int chroot = (connectString + '/').indexOf('/');
        settings.set(HConstants.HBASE_DIR, root.toUri().toString());
        settings.set(HConstants.ZOOKEEPER_QUORUM, connectString.substring(0, chroot));
        settings.set(HConstants.ZOOKEEPER_ZNODE_PARENT, connectString.substring(chroot) + "/hbase");
        return settings;
    }

    /** Writes a file of settings, changed by some, for {@link HBaseMain}. */
    public static void write(Configuration settings, Map<String, String> changes, Path file) throws IOException {
        Configuration changed = new Configuration(settings);
        changes.forEach(changed::set);
        try (OutputStream out = Files.newOutputStream(file)) {
            changed.writeXml(out);
        }
    }
}
