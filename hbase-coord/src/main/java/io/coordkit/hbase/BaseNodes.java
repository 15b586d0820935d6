package io.coordkit.hbase;

import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.NodeExistsException;

/** The directories that every HBase process makes sure of when it starts. Their data is empty, not null. */
public final class BaseNodes {
    private static final byte[] EMPTY = {};

    private BaseNodes() {}

    /**
     * Creates what is missing of the base znode and the directories below it. Parents of the base znode are created too.
     *
     * @throws CoordinationException when the server cannot be reached or refuses; some may be created then
     */
    public static void create(CuratorFramework client, HBasePaths paths, Generation generation)
            throws CoordinationException {
        String base = paths.base();
        for (int slash = base.indexOf('/', 1); slash > 0; slash = base.indexOf('/', slash + 1)) {
            createIfMissing(client, base.substring(0, slash));
        }
        for (String path : paths.directories(generation)) {
            createIfMissing(client, path);
        }
    }

    private static void createIfMissing(CuratorFramework client, String path) throws CoordinationException {
        Attempt.to("create " + path, () -> {
            try {
                client.create().withMode(CreateMode.PERSISTENT).forPath(path, EMPTY);
            } catch (NodeExistsException existsAlready) {
                // Another process was first; that is the usual case.
            }
        });
    }
}
