package io.coordkit.hbase.paths;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The node name of one split-log task: the URL-encoded path of a write-ahead log relative to the WAL root, or
 * {@code RESCAN} and ten digits for a node whose only purpose is to wake the workers. Commas that HBase already encoded
 * in a file name are encoded again. Source: {@code org.apache.hadoop.hbase.zookeeper.ZKSplitLog}.
 *
 * @param node the node name, without its directory
 */
public record SplitTaskName(String node) implements Comparable<SplitTaskName> {
    /** What the names of rescan nodes begin with. */
    public static final String RESCAN_PREFIX = "RESCAN";

    private static final String SPLITTING = "-splitting";

    public SplitTaskName {
        if (node.isEmpty() || node.indexOf('/') >= 0) {
            throw new IllegalArgumentException("not a node name: '" + node + "'");
        }
    }

    /**
     * The task of one log file.
     *
     * @param walPath path of the file relative to the WAL root, such as {@code WALs/host%2C16020%2C1-splitting/file}
     */
    public static SplitTaskName ofWal(String walPath) {
        return new SplitTaskName(URLEncoder.encode(walPath, StandardCharsets.UTF_8));
    }

    /** The path given to {@link #ofWal}. A name that nobody encoded comes back as it is. */
    public String walPath() {
        try {
            return URLDecoder.decode(node, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return node;
        }
    }

    /**
     * Whose log it is: the server that the log's directory is named after, {@code WALs/host,port,code} or {@code
     * WALs/host,port,code-splitting}.
     */
    public Optional<ServerName> deadServer() {
        String[] names = walPath().split("/");
        if (names.length < 2) {
            return Optional.empty();
        }
        String directory = names[names.length - 2];
        return ServerName.find(
                directory.endsWith(SPLITTING)
                        ? directory.substring(0, directory.length() - SPLITTING.length())
                        : directory);
    }

    public boolean isRescan() {
        return node.startsWith(RESCAN_PREFIX);
    }

    /** Whether this is a log of the meta region, which workers take first: nothing can be served before it. */
    public boolean isMeta() {
        return node.endsWith(".meta");
    }

    @Override
    public int compareTo(SplitTaskName other) {
        return node.compareTo(other.node);
    }

    @Override
    public String toString() {
        return node;
    }
}
