package io.coordkit.elector;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** A standalone ZooKeeper server on a free loopback port. */
final class TestServer implements AutoCloseable {
    private final NIOServerCnxnFactory connections;

    private TestServer(NIOServerCnxnFactory connections) {
        this.connections = connections;
    }

    static TestServer start(Path directory, int tickTimeMs) throws Exception {
        return start(directory, tickTimeMs, 0);
    }

    /** On a port of one's own choice, to come back where a stopped server was. */
    static TestServer start(Path directory, int tickTimeMs, int port) throws Exception {
        ZooKeeperServer server = new ZooKeeperServer(directory.toFile(), directory.toFile(), tickTimeMs);
        NIOServerCnxnFactory connections = new NIOServerCnxnFactory();
        connections.configure(new InetSocketAddress("127.0.0.1", port), 100);
        connections.startup(server);
        return new TestServer(connections);
    }

    String connectString() {
        return "127.0.0.1:" + connections.getLocalPort();
    }

    int port() {
        return connections.getLocalPort();
    }

    @Override
    public void close() {
        connections.shutdown();
    }
}
