package io.coordkit.cli.demo.rmfailover;

import io.coordkit.elector.ElectionStatus;
import io.coordkit.elector.data.ActiveRmInfo;
import io.coordkit.elector.data.MemberInfo;
import io.coordkit.elector.paths.ElectionPaths;
import io.coordkit.statestore.paths.StorePaths;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;

/** What the znodes themselves say, read by the demo's own client. It writes nothing. */
final class Tree implements AutoCloseable {

    /** Stands for a resource manager where there is none. */
    static final String NOBODY = "nobody";

    private static final int RETRIES = 30;
    private static final int RETRY_PAUSE_MS = 100;

    private final StorePaths store = new StorePaths(StorePaths.DEFAULT_PARENT);
    private final ElectionPaths election = ElectionPaths.yarn(ResourceManager.CLUSTER);
    private final CuratorFramework client;

    private Tree(CuratorFramework client) {
        this.client = client;
    }

    /**
     * One record of the store.
     *
     * @param hex its bytes
     * @param zxid the transaction that created it
     */
    record Entry(String hex, long zxid) {}

    /** Connects; asks for the session timeout that the resource managers ask for, too. */
    static Tree connect(String connectString, Duration session) {
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(connectString)
                .sessionTimeoutMs((int) session.toMillis())
                .connectionTimeoutMs((int) session.toMillis())
                .retryPolicy(new RetryNTimes(RETRIES, RETRY_PAUSE_MS))
                .ensembleTracker(false)
                .build();
        client.start();
        return new Tree(client);
    }

    /** The session timeout that the ensemble grants, for this session and for those that ask for the same. */
    Duration grantedSession() throws Exception {
        client.checkExists().forPath("/"); // connected now, so the handle knows what was granted
        return Duration.ofMillis(client.getZookeeperClient().getZooKeeper().getSessionTimeout());
    }

    /** Who owns the lock of the election. */
    String lockOwner() throws Exception {
        return ElectionStatus.read(client, election)
                .lock()
                .map(lock -> nameOf(lock.info()))
                .orElse(NOBODY);
    }

    /** Who may create and delete below the store's root: everybody else is fenced. */
    String fenceOwner() throws Exception {
        try {
            for (ACL acl : client.getACL().forPath(store.root())) {
                if (acl.getId().getScheme().equals("digest")) {
                    return acl.getId().getId().split(":", 2)[0];
                }
            }
            return NOBODY;
        } catch (NoNodeException notYet) {
            return NOBODY;
        }
    }

    /** How many applications are stored. */
    int applicationCount() throws Exception {
        Optional<Stat> stat = Optional.ofNullable(client.checkExists().forPath(store.applications()));
        if (stat.isEmpty()) {
            return 0;
        }
        return (int) client.getChildren().forPath(store.applications()).stream()
                .filter(Tree::isRecord)
                .count();
    }

    /** Every application and every attempt, by its id. */
    SortedMap<String, Entry> records() throws Exception {
        SortedMap<String, Entry> records = new TreeMap<>();
        collect(store.applications(), records);
        return records;
    }

    @Override
    public void close() {
        client.close();
    }

    private void collect(String parent, SortedMap<String, Entry> records) throws Exception {
        for (String name : client.getChildren().forPath(parent)) {
            if (isRecord(name)) {
                String path = parent + "/" + name;
                Stat stat = new Stat();
                byte[] data = client.getData().storingStatIn(stat).forPath(path);
                records.put(name, new Entry(HexFormat.of().formatHex(data), stat.getCzxid()));
                collect(path, records);
            }
        }
    }

    private static boolean isRecord(String name) {
        return name.startsWith(StorePaths.APPLICATION) || name.startsWith(StorePaths.ATTEMPT);
    }

    private static String nameOf(MemberInfo info) {
        return info instanceof ActiveRmInfo manager ? manager.rmId() : info.describe();
    }
}
