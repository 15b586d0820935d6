package io.coordkit.recipes;

import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;

/**
 * Names that nobody else has: each is a sequential znode {@code job-0000000007}, and an id is the caller's type and the name of the znode
 * ({@code mail-job-0000000007}). The parent counts for all types, and never counts back. The counter has 31 bits; after them ZooKeeper's
 * numbers are negative, so a parent is good for 2 147 483 648 names.
 *
 * <p>An answer that is lost with the connection costs a number. Thread-safe. Who wants bare numbers and no znodes takes Curator's
 * {@code DistributedAtomicLong}.
 */
public final class UniqueNames {
    private static final String PREFIX = "job-";

    private final Znodes znodes;
    private final String parent;

    /** Counts in this parent, which is made when it is missing. */
    public UniqueNames(CuratorFramework client, String parent) {
        this.znodes = new Znodes(client);
        this.parent = parent;
    }

    /** A new id; its znode is the record that it was given, and holds the type. */
    public String next(String type) {
        String path = znodes.create(Znodes.child(parent, PREFIX), Znodes.bytes(type), CreateMode.PERSISTENT_SEQUENTIAL)
                .orElseThrow();
        return type + "-" + path.substring(path.lastIndexOf('/') + 1);
    }

    /** Removes the record of an id. Nobody gets its number again. */
    public void forget(String id) {
        int name = id.lastIndexOf(PREFIX);
        if (name < 0) {
            throw new IllegalArgumentException("not an id of " + parent + ": " + id);
        }
        znodes.delete(Znodes.child(parent, id.substring(name)), -1);
    }
}
