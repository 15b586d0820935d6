package io.coordkit.statestore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** A standalone server on a free loopback port. */
final class TestServer implements AutoCloseable {

    private final ZooKeeperServer server;
    private final NIOServerCnxnFactory connections;

    private TestServer(ZooKeeperServer server, NIOServerCnxnFactory connections) {
        this.server = server;
        this.connections = connections;
    }

    static TestServer start(Path directory, int tickTimeMs) throws IOException, InterruptedException {
        ZooKeeperServer server = new ZooKeeperServer(directory.toFile(), directory.toFile(), tickTimeMs);
        NIOServerCnxnFactory connections = new NIOServerCnxnFactory();
        connections.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        connections.startup(server);
        return new TestServer(server, connections);
    }

    String connectString() {
        return "127.0.0.1:" + connections.getLocalPort();
    }

    @Override
    public void close() {
        connections.shutdown();
        server.shutdown();
    }
}
