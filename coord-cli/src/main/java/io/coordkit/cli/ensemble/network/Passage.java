package io.coordkit.cli.ensemble.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxy of one route. It listens only while the target does: a server that is gone must refuse connections, not take and drop
 * them. What is dialled through a closed gate waits and is reset when the gate opens, as who dialled may have given up long ago; a
 * real network would lose these attempts.
 */
final class Passage implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Passage.class);
    private static final long LOOK_EVERY_MS = 100;
    private static final int WAITING_MAX = 64;

    private final Route route;
    private final Gate gate;
    private final ExecutorService threads;

    Passage(Route route, Gate gate, ExecutorService threads) {
        this.route = route;
        this.gate = gate;
        this.threads = threads;
    }

    /** Runs until it is interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                awaitTarget();
                listen();
            }
        } catch (InterruptedException closed) {
            LOG.debug("closed {}", route);
        }
    }

    private void awaitTarget() throws InterruptedException {
        while (true) {
            try (SocketChannel probe = dial()) {
                return;
            } catch (IOException nobodyThere) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            }
        }
    }

    /** Returns when the target is gone, or when connections that wait to be accepted must be reset. */
    private void listen() throws InterruptedException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.bind(loopback(route.port()), WAITING_MAX);
            boolean passing = true;
            while (passing) {
                passing = pass(listener.accept());
            }
        } catch (IOException failure) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS); // at once, if we are closed
            LOG.warn("{}: {}", route, failure.getMessage());
        }
    }

    private boolean pass(SocketChannel dialler) throws IOException, InterruptedException {
        if (!gate.isOpen()) {
            try (dialler) {
                gate.awaitOpen();
                return false;
            }
        }
        try {
            Connection.start(dialler, dial(), gate, threads);
            return true;
        } catch (IOException gone) {
            dialler.setOption(StandardSocketOptions.SO_LINGER, 0);
            dialler.close();
            return false;
        }
    }

    private SocketChannel dial() throws IOException {
        return SocketChannel.open(loopback(route.target()));
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
