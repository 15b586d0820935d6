package io.coordkit.core.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.data.StatPersisted;

/** Znodes in a sorted map of paths, children found by looking at every path: slow, and plain enough to be believed. */
final class NaiveTree {
    static final long CONTAINER = Long.MIN_VALUE;
    static final long TTL_MARK = 0xFF00000000000000L;

    final Map<String, Node> nodes = new TreeMap<>();
    final boolean ttlKnown;

    /** One znode; {@code creates} is the stored cversion. */
    static final class Node implements Cloneable {
        byte[] data;
        List<ACL> acl;
        final StatPersisted stat = new StatPersisted();

        Node(byte[] data, List<ACL> acl) {
            this.data = data;
            this.acl = acl;
        }

        Node copy() {
            Node copy = new Node(data, acl);
            org.apache.zookeeper.server.DataTree.copyStatPersisted(stat, copy.stat);
            return copy;
        }
    }

    /** A newborn tree. */
    NaiveTree(boolean ttlKnown, List<ACL> open, List<ACL> readOnly) {
        this.ttlKnown = ttlKnown;
        for (String path : List.of("/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config")) {
            nodes.put(path, new Node(new byte[0], open));
        }
        nodes.get("/zookeeper/config").acl = readOnly;
        nodes.get("/zookeeper/config").stat.setAversion(-1);
        nodes.get("/").stat.setCversion(0);
    }

    private NaiveTree(NaiveTree other) {
        ttlKnown = other.ttlKnown;
        other.nodes.forEach((path, node) -> nodes.put(path, node.copy()));
    }

    NaiveTree copy() {
        return new NaiveTree(this);
    }

    List<String> childrenOf(String path) {
        List<String> children = new ArrayList<>();
        for (String other : nodes.keySet()) {
            if (!other.equals("/") && parentOf(other).equals(path)) {
                children.add(other);
            }
        }
        return children;
    }

    boolean isEphemeral(Node node) {
        long owner = node.stat.getEphemeralOwner();
        boolean ttl = ttlKnown && (owner & 0xFFFFFF0000000000L) == TTL_MARK;
        return owner != 0 && owner != CONTAINER && !ttl;
    }

    List<String> ephemeralsOf(long session) {
        List<String> paths = new ArrayList<>();
        nodes.forEach((path, node) -> {
            if (node.stat.getEphemeralOwner() == session && isEphemeral(node)) {
                paths.add(path);
            }
        });
        return paths;
    }

    Stat visibleStat(String path) {
        Node node = nodes.get(path);
        StatPersisted stored = node.stat;
        int children = childrenOf(path).size();
        return new Stat(
                stored.getCzxid(),
                stored.getMzxid(),
                stored.getCtime(),
                stored.getMtime(),
                stored.getVersion(),
                stored.getCversion() * 2 - children,
                stored.getAversion(),
                isEphemeral(node) ? stored.getEphemeralOwner() : 0,
                node.data == null ? 0 : node.data.length,
                children,
                stored.getPzxid());
    }

    /** Digest of the tree, each znode's computed anew. */
    long digest() {
        long sum = 0;
        for (Map.Entry<String, Node> entry : nodes.entrySet()) {
            String path = entry.getKey();
            if (!path.startsWith("/zookeeper/")) {
                sum += digestOf(path.equals("/") ? "" : path, entry.getValue());
            }
        }
        return sum;
    }

    private static long digestOf(String path, Node node) {
        StatPersisted stat = node.stat;
        ByteBuffer numbers = ByteBuffer.allocate(5 * 8 + 3 * 4 + 8);
        numbers.putLong(stat.getCzxid()).putLong(stat.getMzxid()).putLong(stat.getPzxid());
        numbers.putLong(stat.getCtime()).putLong(stat.getMtime());
        numbers.putInt(stat.getVersion()).putInt(stat.getCversion()).putInt(stat.getAversion());
        numbers.putLong(stat.getEphemeralOwner());
        CRC32 crc = new CRC32();
        crc.update(path.getBytes(StandardCharsets.UTF_8));
        if (node.data != null) {
            crc.update(node.data);
        }
        crc.update(numbers.array());
        return crc.getValue();
    }

    static String parentOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }
}
