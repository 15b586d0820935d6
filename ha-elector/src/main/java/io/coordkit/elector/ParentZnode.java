package io.coordkit.elector;

import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;

/**
 * Prepares the tree for an election, as Hadoop's {@code ensureParentZNode} and {@code hdfs zkfc -formatZK} do.
 *
 * <p>Each method uses a client of its own for the time of the call. Not for use while the election runs.
 */
public final class ParentZnode {
    private static final byte[] EMPTY = {};

    private final ElectorConfig config;

    public ParentZnode(ElectorConfig config) {
        this.config = config;
    }

    /**
     * Creates the parent znode and all its ancestors with the election's ACL and with empty data. Where one exists with
     * another ACL, it gets the election's.
     *
     * @throws ElectorException when ZooKeeper cannot be reached or refuses
     */
    public void ensure() throws ElectorException {
        run("create", client -> {
            for (String path : config.paths().ancestry()) {
                ensure(client, path);
            }
            return true;
        });
    }

    private void ensure(CuratorFramework client, String path) throws Exception {
        try {
            client.create().withACL(config.acl()).forPath(path, EMPTY);
        } catch (KeeperException.NodeExistsException exists) {
            ensureAcl(client, path);
        }
    }

    private void ensureAcl(CuratorFramework client, String path) throws Exception {
        for (int attempt = 1; ; attempt++) {
            Stat stat = new Stat();
            List<ACL> acl = client.getACL().storingStatIn(stat).forPath(path);
            if (acl.containsAll(config.acl()) && config.acl().containsAll(acl)) {
                return;
            }
            try {
                client.setACL()
                        .withVersion(stat.getAversion())
                        .withACL(config.acl())
                        .forPath(path);
                return;
            } catch (KeeperException.BadVersionException overtaken) {
                if (attempt >= config.maxRetries()) {
                    throw overtaken;
                }
            }
        }
    }

    /** Whether the parent znode exists. @throws ElectorException when ZooKeeper cannot be asked */
    public boolean exists() throws ElectorException {
        return run(
                "look for",
                client -> client.checkExists().forPath(config.paths().parent()) != null);
    }

    /**
     * Deletes the parent znode and everything in it; no effect when it does not exist.
     *
     * @throws ElectorException when ZooKeeper cannot be reached or refuses
     */
    public void clear() throws ElectorException {
        run("delete", client -> {
            client.delete()
                    .quietly()
                    .deletingChildrenIfNeeded()
                    .forPath(config.paths().parent());
            return true;
        });
    }

    private boolean run(String verb, Work work) throws ElectorException {
        try (CuratorFramework client = config.newClient()) {
            client.start();
            return work.on(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ElectorException("interrupted", e);
        } catch (Exception e) {
            throw new ElectorException(
                    "cannot " + verb + " znode " + config.paths().parent() + ": " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Work {
        boolean on(CuratorFramework client) throws Exception;
    }
}
