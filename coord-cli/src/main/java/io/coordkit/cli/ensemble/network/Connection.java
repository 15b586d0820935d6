package io.coordkit.cli.ensemble.network;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection through a passage: bytes, ends and resets of either side reach the other one in order, each as soon as the gate is
 * open.
 */
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int CHUNK = 16 * 1024;

    private final SocketChannel dialler;
    private final SocketChannel target;
    private final Gate gate;
    private final AtomicInteger open = new AtomicInteger(2);

    private Connection(SocketChannel dialler, SocketChannel target, Gate gate) {
        this.dialler = dialler;
        this.target = target;
        this.gate = gate;
    }

    static void start(SocketChannel dialler, SocketChannel target, Gate gate, ExecutorService threads)
            throws IOException {
        dialler.setOption(StandardSocketOptions.TCP_NODELAY, true);
        target.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Connection connection = new Connection(dialler, target, gate);
        threads.execute(() -> connection.pump(dialler, target));
        threads.execute(() -> connection.pump(target, dialler));
    }

    private void pump(SocketChannel from, SocketChannel to) {
        try {
            copy(from, to);
            if (open.decrementAndGet() == 0) {
                close();
            }
        } catch (IOException | InterruptedException ended) {
            LOG.debug("connection ended: {}", ended.toString());
            close();
        }
    }

    private void copy(SocketChannel from, SocketChannel to) throws IOException, InterruptedException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (read(from, chunk) >= 0) {
            gate.awaitOpen();
            chunk.flip();
            while (chunk.hasRemaining()) {
                to.write(chunk);
            }
            chunk.clear();
        }
        gate.awaitOpen();
        to.shutdownOutput();
    }

    /** A reset travels like everything else. */
    private int read(SocketChannel from, ByteBuffer chunk) throws IOException, InterruptedException {
        try {
            return from.read(chunk);
        } catch (IOException reset) {
            gate.awaitOpen();
            throw reset;
        }
    }

    private void close() {
        try (dialler;
                target) {
            LOG.trace("closing");
        } catch (IOException unclean) {
            LOG.debug("unclean end: {}", unclean.getMessage());
        }
    }
}
