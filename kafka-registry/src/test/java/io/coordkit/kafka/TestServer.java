package io.coordkit.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** One ZooKeeper server inside the test, on a free loopback port. */
final class TestServer implements AutoCloseable {
    private final NIOServerCnxnFactory factory;

    private TestServer(NIOServerCnxnFactory factory) {
        this.factory = factory;
    }

    static TestServer start(Path dir, int tickTimeMs) throws IOException, InterruptedException {
        ZooKeeperServer server = new ZooKeeperServer(dir.toFile(), dir.toFile(), tickTimeMs);
        NIOServerCnxnFactory factory = new NIOServerCnxnFactory();
        factory.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        factory.startup(server);
        return new TestServer(factory);
    }

    String connectString() {
        return "127.0.0.1:" + factory.getLocalPort();
    }

    @Override
    public void close() {
        factory.shutdown();
    }
}
