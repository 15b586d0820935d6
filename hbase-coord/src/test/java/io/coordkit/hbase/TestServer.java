package io.coordkit.hbase;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** The one place where these tests start a server. */
final class TestServer implements AutoCloseable {
    private static final int CONNECTIONS = 1000;

    private final NIOServerCnxnFactory connections;

    private TestServer(NIOServerCnxnFactory connections) {
        this.connections = connections;
    }

    static TestServer start(Path directory, int tickTimeMs) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        ZooKeeperServer server = new ZooKeeperServer(directory.toFile(), directory.toFile(), tickTimeMs);
        NIOServerCnxnFactory connections = new NIOServerCnxnFactory();
        connections.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CONNECTIONS);
        connections.startup(server);
        return new TestServer(connections);
    }

    String connectString() {
        return "127.0.0.1:" + connections.getLocalPort();
    }

    @Override
    public void close() {
        connections.shutdown();
    }
}
