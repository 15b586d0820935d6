package io.coordkit.hbase;

import io.coordkit.hbase.codec.Envelope;
import io.coordkit.hbase.codec.UnreadableValueException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.BadVersionException;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.KeeperException.NodeExistsException;
import org.apache.zookeeper.KeeperException.NotEmptyException;
import org.apache.zookeeper.data.Stat;

/**
 * Blocking operations on persistent nodes, whose expected refusals are results. What they write carries metadata, as HBase's
 * own writes do. The client repeats an operation whose answer was lost, so {@code false} can also mean that it was done before.
 */
final class Nodes {
    private static final byte[] EMPTY = {};

    private final CuratorFramework client;
    private final String writer;

    /** A value as stored. */
    record Node(byte[] data, Stat stat) {}

    /** Reads a stored value. */
    interface Parser<T> {
        T parse(byte[] stored) throws UnreadableValueException;
    }

    /**
     * @param writer the identifier in the metadata of our writes
     */
    Nodes(CuratorFramework client, String writer) {
        this.client = client;
        this.writer = writer;
    }

    /** The payload as it is stored by us. */
    byte[] withMetadata(byte[] payload) {
        return Envelope.withMetadata(writer, ThreadLocalRandom.current().nextLong(), payload);
    }

    Optional<Node> read(String path) throws CoordinationException {
        return Attempt.toGet("read " + path, () -> {
            try {
                Stat stat = new Stat();
                byte[] data = client.getData().storingStatIn(stat).forPath(path);
                return Optional.of(new Node(data == null ? EMPTY : data, stat));
            } catch (NoNodeException missing) {
                return Optional.empty();
            }
        });
    }

    /**
     * What a node says; empty when it does not exist.
     *
     * @throws UnreadableValueException when it says nothing that the parser knows; the path is in the message
     */
    <T> Optional<T> read(String path, Parser<T> parser) throws CoordinationException, UnreadableValueException {
        Optional<Node> node = read(path);
        return node.isEmpty() ? Optional.empty() : Optional.of(parse(path, node.get(), parser));
    }

    static <T> T parse(String path, Node node, Parser<T> parser) throws UnreadableValueException {
        try {
            return parser.parse(node.data());
        } catch (UnreadableValueException damaged) {
            throw damaged.at(path);
        }
    }

    /** The names of the children, sorted; none when the node does not exist. */
    List<String> children(String path) throws CoordinationException {
        return Attempt.toGet("list " + path, () -> {
            try {
                return client.getChildren().forPath(path).stream().sorted().toList();
            } catch (NoNodeException missing) {
                return List.of();
            }
        });
    }

    /** Creates a persistent, empty node and the parents that are missing; false when it exists. */
    boolean makeDirectory(String path) throws CoordinationException {
        return Attempt.toGet("create " + path, () -> {
            try {
                client.create()
                        .creatingParentsIfNeeded()
                        .withMode(CreateMode.PERSISTENT)
                        .forPath(path, EMPTY);
                return true;
            } catch (NodeExistsException exists) {
                return false;
            }
        });
    }

    /** Creates a persistent node; false when it exists. */
    boolean create(String path, byte[] payload) throws CoordinationException {
        byte[] value = withMetadata(payload);
        return Attempt.toGet("create " + path, () -> {
            try {
                client.create().withMode(CreateMode.PERSISTENT).forPath(path, value);
                return true;
            } catch (NodeExistsException exists) {
                return false;
            }
        });
    }

    /** Writes a node, and creates it if need be. */
    void put(String path, byte[] payload) throws CoordinationException {
        while (!write(path, -1, payload)) {
            if (create(path, payload)) {
                return;
            }
        }
    }

    /** Writes at a version, or at any with -1; false when the node is gone or has another version. */
    boolean write(String path, int version, byte[] payload) throws CoordinationException {
        byte[] value = withMetadata(payload);
        return Attempt.toGet("write " + path, () -> {
            try {
                client.setData().withVersion(version).forPath(path, value);
                return true;
            } catch (NoNodeException | BadVersionException changed) {
                return false;
            }
        });
    }

    /** Deletes a node; false when it is gone or has children. */
    boolean delete(String path) throws CoordinationException {
        return delete(path, -1);
    }

    /** Deletes a node at a version, or at any with -1; false when it is gone, has another version, or has children. */
    boolean delete(String path, int version) throws CoordinationException {
        return Attempt.toGet("delete " + path, () -> {
            try {
                client.delete().withVersion(version).forPath(path);
                return true;
            } catch (NoNodeException | NotEmptyException | BadVersionException notNow) {
                return false;
            }
        });
    }

    /** Deletes a node and all below it; false when there was none. */
    boolean deleteTree(String path) throws CoordinationException {
        return Attempt.toGet("delete " + path, () -> {
            try {
                client.delete().deletingChildrenIfNeeded().forPath(path);
                return true;
            } catch (NoNodeException gone) {
                return false;
            }
        });
    }
}
