package io.coordkit.cli.tree;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.AuthInfo;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;

/** The tree that one is connected to. Its own methods only read: what is not there is no error; what may not be read is. */
public final class Tree implements AutoCloseable {
    private static final int RETRIES = 3;
    private static final int PAUSE_MS = 200;

    private final CuratorFramework client;

    private Tree(CuratorFramework client) {
        this.client = client;
    }

    /**
     * Connects.
     *
     * @param connect servers, {@code host:port,host:port}
     * @param credentials may be none
     * @param patience for the first connection; the session's timeout, too
     */
    public static Tree connect(String connect, List<AuthInfo> credentials, Duration patience)
            throws TreeFailure, InterruptedException {
        int patienceMs = Math.toIntExact(patience.toMillis());
        CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
                .connectString(connect)
                .sessionTimeoutMs(patienceMs)
                .connectionTimeoutMs(patienceMs)
                .ensembleTracker(false)
                .retryPolicy(new RetryNTimes(RETRIES, PAUSE_MS));
        if (!credentials.isEmpty()) {
            builder.authorization(credentials);
        }
        return start(builder.build(), patience);
    }

    /**
     * Connects with a client that was made elsewhere and not started; it is the tree's from now on.
     *
     * @param patience for the first connection
     */
    public static Tree start(CuratorFramework client, Duration patience) throws TreeFailure, InterruptedException {
        boolean connected = false;
        client.start();
        try {
            connected = client.blockUntilConnected(Math.toIntExact(patience.toMillis()), TimeUnit.MILLISECONDS);
        } finally {
            if (!connected) {
                client.close();
            }
        }
        if (!connected) {
            throw new TreeFailure("no ZooKeeper server answers at "
                    + client.getZookeeperClient().getCurrentConnectionString());
        }
        return new Tree(client);
    }

    /** For whatever else is to be done with it. */
    public CuratorFramework client() {
        return client;
    }

    public boolean exists(String path) throws TreeFailure, InterruptedException {
        return read(path, () -> client.checkExists().forPath(path)).isPresent();
    }

    /** Sorted; none for a znode that is not there. */
    public List<String> children(String path) throws TreeFailure, InterruptedException {
        return read(path, () -> client.getChildren().forPath(path)).orElse(List.of()).stream()
                .sorted()
                .toList();
    }

    /** Nothing for a znode that is not there, or has none. */
    public Optional<byte[]> data(String path) throws TreeFailure, InterruptedException {
        return read(path, () -> client.getData().forPath(path));
    }

    /** Nothing for a znode that is not there. */
    public Optional<Znode> znode(String path) throws TreeFailure, InterruptedException {
        return read(path, () -> {
            Stat stat = new Stat();
            byte[] data = client.getData().storingStatIn(stat).forPath(path);
            return new Znode(data == null ? new byte[0] : data, stat);
        });
    }

    /** Nothing for a znode that is not there. */
    public Optional<List<ACL>> acl(String path) throws TreeFailure, InterruptedException {
        return read(path, () -> client.getACL().forPath(path));
    }

    @FunctionalInterface
    private interface Read<T> {
        T run() throws Exception;
    }

    private static <T> Optional<T> read(String path, Read<T> read) throws TreeFailure, InterruptedException {
        try {
            return Optional.ofNullable(read.run());
        } catch (KeeperException.NoNodeException absent) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw e;
        } catch (KeeperException refused) {
            throw new TreeFailure("cannot read " + path + ": " + refused.code(), refused);
        } catch (Exception e) {
            throw new TreeFailure("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
