package io.coordkit.elector.paths;

import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.common.PathUtils;

/**
 * The znodes of one election, all under one parent.
 *
 * <p>The names are those of Hadoop's {@code ActiveStandbyElector}.
 *
 * @param parent absolute path of the election's parent znode, never the root
 */
public record ElectionPaths(String parent) {
    /** Default of {@code yarn.resourcemanager.ha.automatic-failover.zk-base-path}. */
    public static final String YARN_BASE = "/yarn-leader-election";

    /** Default of {@code ha.zookeeper.parent-znode}. */
    public static final String HDFS_BASE = "/hadoop-ha";

    private static final String LOCK = "ActiveStandbyElectorLock";
    private static final String BREADCRUMB = "ActiveBreadCrumb";

    /** @throws IllegalArgumentException when {@code parent} is no valid absolute path, or is the root */
    public ElectionPaths {
        PathUtils.validatePath(parent);
        if (parent.equals("/")) {
            throw new IllegalArgumentException("the parent znode of an election cannot be the root");
        }
    }

    /** The election of the ResourceManagers of {@code clusterId} ({@code yarn.resourcemanager.cluster-id}). */
    public static ElectionPaths yarn(String clusterId) {
        return under(YARN_BASE, clusterId);
    }

    /** The election of the NameNodes of {@code nameservice}. */
    public static ElectionPaths hdfs(String nameservice) {
        return under(HDFS_BASE, nameservice);
    }

    /** The election called {@code name} under {@code base}, which may end in a slash as {@code ha.zookeeper.parent-znode} may. */
    public static ElectionPaths under(String base, String name) {
        return new ElectionPaths(base.endsWith("/") ? base + name : base + "/" + name);
    }

    /** The ephemeral lock: whoever owns it has won. */
    public String lock() {
        return parent + "/" + LOCK;
    }

    /** The persistent breadcrumb: who was active last and did not leave in good order. */
    public String breadcrumb() {
        return parent + "/" + BREADCRUMB;
    }

    /** Every znode from the root's child down to the parent, in the order in which they have to be created. */
    public List<String> ancestry() {
        List<String> ancestry = new ArrayList<>();
        for (int slash = parent.indexOf('/', 1); slash >= 0; slash = parent.indexOf('/', slash + 1)) {
            ancestry.add(parent.substring(0, slash));
        }
        ancestry.add(parent);
        return List.copyOf(ancestry);
    }
}
