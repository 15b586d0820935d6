package io.coordkit.cli.demo;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** The foreign ensemble of the tests: a real Apache ZooKeeper in this process. */
public final class ApacheServer implements DemoEnsemble {

    private final ServerCnxnFactory factory;

    private ApacheServer(ServerCnxnFactory factory) {
        this.factory = factory;
    }

    /** Starts it on a free loopback port with short ticks. */
    public static ApacheServer start(Path directory) throws IOException, InterruptedException {
        File data = directory.toFile();
        ServerCnxnFactory factory = new NIOServerCnxnFactory();
        factory.configure(new InetSocketAddress("127.0.0.1", 0), 100);
        factory.startup(new ZooKeeperServer(data, data, 200));
        return new ApacheServer(factory);
    }

    @Override
    public String connectString() {
        return "127.0.0.1:" + factory.getLocalPort();
    }

    @Override
    public void close() {
        factory.shutdown();
    }
}
