package io.coordkit.hbase.paths;

import java.util.ArrayList;
import java.util.List;

/**
 * The znodes of one HBase cluster. Immutable. Source: {@code org.apache.hadoop.hbase.zookeeper.ZNodePaths}.
 *
 * @param base {@code zookeeper.znode.parent}; {@code /hbase} unless configured
 * @param splitLogName {@code zookeeper.znode.splitlog}; {@code splitWAL} since 1.0, {@code splitlog} in 0.94
 */
public record HBasePaths(String base, String splitLogName) {
    /** Paths of a cluster whose configuration names none: {@code /hbase} and {@code splitWAL}. */
    public static final HBasePaths DEFAULT = new HBasePaths("/hbase", "splitWAL");

    public HBasePaths {
        if (!base.startsWith("/") || base.endsWith("/") || base.contains("//")) {
            throw new IllegalArgumentException("not an absolute znode path below the root: '" + base + "'");
        }
        if (splitLogName.isEmpty() || splitLogName.indexOf('/') >= 0) {
            throw new IllegalArgumentException("not a node name: '" + splitLogName + "'");
        }
    }

    /** The same cluster below another znode. */
    public HBasePaths withBase(String newBase) {
        return new HBasePaths(newBase, splitLogName);
    }

    /** The same cluster with another split-log directory, such as the {@code splitlog} of HBase 0.94. */
    public HBasePaths withSplitLog(String newName) {
        return new HBasePaths(base, newName);
    }

    /** Ephemeral nodes of the live region servers. */
    public String regionServers() {
        return base + "/rs";
    }

    public String regionServer(ServerName server) {
        return regionServers() + '/' + server;
    }

    /** Ephemeral node of the active master. */
    public String master() {
        return base + "/master";
    }

    /** Ephemeral nodes of the masters that wait. */
    public String backupMasters() {
        return base + "/backup-masters";
    }

    public String backupMaster(ServerName server) {
        return backupMasters() + '/' + server;
    }

    /** Location of the default replica of the meta region. */
    public String metaRegionServer() {
        return metaRegionServer(0);
    }

    /** Location of a replica of the meta region; the default replica, 0, has no suffix. */
    public String metaRegionServer(int replicaId) {
        String path = base + "/meta-region-server";
        return replicaId == 0 ? path : path + '-' + replicaId;
    }

    /** Location of the root region in HBase 0.94, as text. */
    public String rootRegionServer() {
        return base + "/root-region-server";
    }

    /** Exists while the cluster is meant to be up. */
    public String running() {
        return base + "/running";
    }

    /** The cluster's id. */
    public String clusterId() {
        return base + "/hbaseid";
    }

    /** Servers that shall get no new regions. */
    public String draining() {
        return base + "/draining";
    }

    public String draining(ServerName server) {
        return draining() + '/' + server;
    }

    /** States of the tables. */
    public String tables() {
        return base + "/table";
    }

    public String table(String name) {
        return tables() + '/' + name;
    }

    /** Regions on their way in HBase 1.x. */
    public String regionsInTransition() {
        return base + "/region-in-transition";
    }

    /**
     * @param encodedName the region's encoded name, a hash of its name
     */
    public String regionInTransition(String encodedName) {
        return regionsInTransition() + '/' + encodedName;
    }

    /** Regions of HBase 1.x that are open while their edits are still replayed. */
    public String recoveringRegions() {
        return base + "/recovering-regions";
    }

    /** The servers of whose logs a region still needs edits. */
    public String recoveringRegion(String encodedName) {
        return recoveringRegions() + '/' + encodedName;
    }

    /** Which edits of a server's logs a region needs. */
    public String recoveringRegion(String encodedName, ServerName failed) {
        return recoveringRegion(encodedName) + '/' + failed;
    }

    /** Directory of the split-log tasks. */
    public String splitLog() {
        return base + '/' + splitLogName;
    }

    public String splitTask(SplitTaskName task) {
        return splitLog() + '/' + task.node();
    }

    /** Prefix under which rescan nodes are created as ephemeral sequential nodes. */
    public String rescan() {
        return splitLog() + '/' + SplitTaskName.RESCAN_PREFIX;
    }

    /** The bookkeeping of replication. */
    public ReplicationPaths replication() {
        return new ReplicationPaths(base + "/replication");
    }

    /** The directories that a starting process creates, parents first. */
    public List<String> directories(Generation generation) {
        List<String> paths = new ArrayList<>();
        paths.add(base);
        for (String name : generation.directories()) {
            paths.add(base + '/' + name);
        }
        paths.add(splitLog());
        return List.copyOf(paths);
    }
}
