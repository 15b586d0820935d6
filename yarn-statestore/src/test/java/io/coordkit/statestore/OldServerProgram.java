package io.coordkit.statestore;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** Runs in a JVM with the classes of an older ZooKeeper: serves until its standard input ends, and says on which port. */
final class OldServerProgram {

    private OldServerProgram() {}

    /** The argument is the directory of the server's data. */
    public static void main(String[] args) throws Exception {
        ZooKeeperServer server =
                new ZooKeeperServer(Path.of(args[0]).toFile(), Path.of(args[0]).toFile(), 200);
        NIOServerCnxnFactory connections = new NIOServerCnxnFactory();
        connections.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        connections.startup(server);
        System.out.println("port " + connections.getLocalPort());
        while (System.in.read() >= 0) {
            // nothing is ever written
        }
        connections.shutdown();
        server.shutdown();
    }
}
