package io.coordkit.hbase.paths;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * One incarnation of a server process: host, port and the start code (milliseconds since 1970) that tells a restarted
 * process from its predecessor. As text, {@code host,port,startcode}, it is a node name under {@code rs},
 * {@code backup-masters} and {@code draining}. Source: {@code org.apache.hadoop.hbase.ServerName}.
 *
 * @param host lower-cased on construction: HBase compares host names that way
 * @param port 0 to 65535
 * @param startCode milliseconds since 1970 at which the process started; -1 when an old form does not tell it
 */
public record ServerName(String host, int port, long startCode) implements Comparable<ServerName> {
    private static final Comparator<ServerName> ORDER = Comparator.comparing(ServerName::host)
            .thenComparingInt(ServerName::port)
            .thenComparingLong(ServerName::startCode);

    public ServerName {
        if (host.isEmpty() || host.indexOf(',') >= 0 || host.indexOf('/') >= 0) {
            throw new IllegalArgumentException("not a host name: '" + host + "'");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
        host = host.toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@code host,port,startcode}.
     *
     * @throws IllegalArgumentException when the text is something else
     */
    public static ServerName of(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException("not host,port,startcode: '" + text + "'"));
    }

    /** Reads {@code host,port,startcode}; empty for anything else, so that a foreign node name can be skipped. */
    public static Optional<ServerName> find(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ServerName(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2])));
        } catch (IllegalArgumentException notAServer) {
            return Optional.empty();
        }
    }

    /** {@code host:port}: the part that a restarted process shares with its predecessor. */
    public String address() {
        return host + ':' + port;
    }

    @Override
    public int compareTo(ServerName other) {
        return ORDER.compare(this, other);
    }

    /** {@code host,port,startcode}. */
    @Override
    public String toString() {
        return host + ',' + port + ',' + startCode;
    }
}
