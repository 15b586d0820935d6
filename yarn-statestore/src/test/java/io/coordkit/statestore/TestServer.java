package io.coordkit.statestore;

import io.coordkit.server.CoordServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/**
 * A standalone server on a free loopback port.
 *
 * @param connectString where clients connect
 * @param stop stops the server
 */
public record TestServer(String connectString, Runnable stop) implements AutoCloseable {

    /** Our server. */
    public static TestServer start(Path directory, int tickTimeMs) throws IOException {
        CoordServer server = CoordServer.builder()
                .dataDirectory(directory)
                .clientPort(0)
                .tickTime(Duration.ofMillis(tickTimeMs))
                .start();
        return new TestServer(server.connectString(), server::close);
    }

    /** Apache's server, to compare with. */
    public static TestServer apache(Path directory, int tickTimeMs) throws IOException, InterruptedException {
        ZooKeeperServer server = new ZooKeeperServer(directory.toFile(), directory.toFile(), tickTimeMs);
        NIOServerCnxnFactory connections = new NIOServerCnxnFactory();
        connections.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        connections.startup(server);
        return new TestServer("127.0.0.1:" + connections.getLocalPort(), () -> {
            connections.shutdown();
            server.shutdown();
        });
    }

    @Override
    public void close() {
        stop.run();
    }
}
