package io.coordkit.cli.inspect;

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

/** A tree that is looked at and never changed. What is not there is no error; what may not be read is. */
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
     * @param connect servers, {@code host:port,host:port}, without a root path
     * @param credentials may be none
     * @param patience for the first connection; the session's timeout, too
     */
    public static Tree connect(String connect, List<AuthInfo> credentials, Duration patience)
            throws InspectionFailure, InterruptedException {
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
        CuratorFramework client = builder.build();
        client.start();
        if (!client.blockUntilConnected(patienceMs, TimeUnit.MILLISECONDS)) {
            client.close();
            throw new InspectionFailure("no ZooKeeper server answers at " + connect);
        }
        return new Tree(client);
    }

    CuratorFramework client() {
        return client;
    }

    /** Sorted; none for a znode that is not there. */
    List<String> children(String path) throws InspectionFailure, InterruptedException {
        return read(path, () -> client.getChildren().forPath(path)).orElse(List.of()).stream()
                .sorted()
                .toList();
    }

    /** Nothing for a znode that is not there, or has none. */
    Optional<byte[]> data(String path) throws InspectionFailure, InterruptedException {
        return read(path, () -> client.getData().forPath(path));
    }

    /** Nothing for a znode that is not there. */
    Optional<List<ACL>> acl(String path) throws InspectionFailure, InterruptedException {
        return read(path, () -> client.getACL().forPath(path));
    }

    @FunctionalInterface
    private interface Read<T> {
        T run() throws Exception;
    }

    private static <T> Optional<T> read(String path, Read<T> read) throws InspectionFailure, InterruptedException {
        try {
            return Optional.ofNullable(read.run());
        } catch (KeeperException.NoNodeException absent) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw e;
        } catch (KeeperException refused) {
            throw new InspectionFailure("cannot read " + path + ": " + refused.code(), refused);
        } catch (Exception e) {
            throw new InspectionFailure("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
