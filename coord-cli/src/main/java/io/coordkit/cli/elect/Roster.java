package io.coordkit.cli.elect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;

/**
 * Who takes part in an election, and whose command runs: an ephemeral znode each, beside the lock, which other kinds of
 * members do not look at. So people can see who waits, and a new active can wait until the command of the old one is gone.
 */
final class Roster {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "/ElectMembers";

    private final CuratorFramework client;
    private final String path;
    private final List<ACL> acl;

    /**
     * What the roster says of one member.
     *
     * @param member who
     * @param running whether its command runs, or may be about to
     * @param since when that was written, by the server's clock
     */
    record Entry(Candidate member, boolean running, Instant since) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Line(Candidate member, boolean running) {}

    /** The roster of the election with this parent znode. */
    Roster(CuratorFramework client, String parent, List<ACL> acl) {
        this.client = client;
        this.path = parent + NAME;
        this.acl = acl;
    }

    /** All entries of the election with this parent znode, the oldest first. */
    static List<Entry> read(Tree tree, String parent) throws TreeFailure, InterruptedException {
        String path = parent + NAME;
        List<Entry> entries = new ArrayList<>();
        for (String child : tree.children(path)) {
            try {
                look(tree.client(), path + "/" + child, event -> {}).ifPresent(entries::add);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new TreeFailure("cannot read " + path + "/" + child + ": " + e.getMessage(), e);
            }
        }
        entries.sort(Comparator.comparing(Entry::since));
        return entries;
    }

    /** Says of this member whether its command runs; on return everybody can know. */
    void enter(Candidate member, boolean running) throws Exception {
        byte[] line = JSON.writeValueAsBytes(new Line(member, running));
        client.create()
                .orSetData()
                .creatingParentsIfNeeded()
                .withMode(CreateMode.EPHEMERAL)
                .withACL(acl, true)
                .forPath(path + "/" + member.id(), line);
    }

    /** Runs {@code again} whenever the session that held the entry may have been lost. */
    void onReconnected(Runnable again) {
        client.getConnectionStateListenable().addListener((any, state) -> {
            if (state == ConnectionState.RECONNECTED) {
                again.run();
            }
        });
    }

    /**
     * Waits until the command of this member is gone, or its session with the entry.
     *
     * @return false when it still runs after this time
     */
    boolean awaitStopped(Candidate member, Duration atMost) throws Exception {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            CountDownLatch changed = new CountDownLatch(1);
            Optional<Entry> entry = look(client, path + "/" + member.id(), event -> changed.countDown());
            if (entry.isEmpty() || !entry.get().running()) {
                return true;
            }
            if (!changed.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
    }

    private static Optional<Entry> look(CuratorFramework client, String entry, CuratorWatcher watcher)
            throws Exception {
        try {
            Stat stat = new Stat();
            byte[] data =
                    client.getData().storingStatIn(stat).usingWatcher(watcher).forPath(entry);
            Line line = JSON.readValue(data, Line.class);
            return Optional.of(new Entry(line.member(), line.running(), Instant.ofEpochMilli(stat.getMtime())));
        } catch (KeeperException.NoNodeException gone) {
            return Optional.empty();
        } catch (IOException notOurs) {
            return Optional.empty();
        }
    }
}
