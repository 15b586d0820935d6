package org.apache.zookeeper.server.quorum;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.server.quorum.QuorumPeer.QuorumServer;

/** Apache's election transport by itself; in its package, since its messages keep their content to it. */
public final class ApacheTransport implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final QuorumCnxManager manager;

    /** A server's ports. */
    public record Ports(int quorum, int election) {}

    /** Listens as server {@code self}; all servers are on the loopback address. */
    public ApacheTransport(long self, Map<Long, Ports> servers, File directory) throws IOException {
        System.setProperty("zookeeper.admin.enableServer", "false");
        Map<Long, QuorumServer> view = new HashMap<>();
        servers.forEach((id, ports) -> view.put(
                id,
                new QuorumServer(id, address(ports.quorum()), address(ports.election()), (InetSocketAddress) null)));
        QuorumPeer peer = new QuorumPeer(view, directory, directory, 3, self, 1000, 5, 5, 5, null);
        manager = peer.createCnxnManager();
        manager.listener.start();
        awaitListener(servers.get(self).election());
    }

    /** The listener binds its port on a thread of its own; whoever is asked to call back finds nobody before. */
    private static void awaitListener(int port) throws IOException {
        long began = System.nanoTime();
        while (true) {
            try (Socket probe = new Socket()) {
                probe.connect(address(port));
                return;
            } catch (ConnectException notYet) {
                if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                    throw notYet;
                }
                Thread.onSpinWait();
            }
        }
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress("127.0.0.1", port);
    }

    /** Sends a message. */
    public void send(long server, byte[] message) {
        manager.toSend(server, ByteBuffer.wrap(message));
    }

    /** Waits for the next message from {@code server}. */
    public byte[] receive(long server) throws InterruptedException {
        QuorumCnxManager.Message message = manager.pollRecvQueue(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null || message.sid != server) {
            throw new AssertionError("no message from " + server + " but " + (message == null ? "none" : message.sid));
        }
        return message.buffer.array();
    }

    @Override
    public void close() {
        manager.halt();
    }
}
