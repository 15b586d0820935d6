package io.coordkit.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Connections whose window is always full: a reply asks for the next request, so the server is never without work and never
 * has more than connections times window requests.
 */
public final class ClosedLoop implements Load {
    private final Connections connections;

    private ClosedLoop(Connections connections) {
        this.connections = connections;
    }

    /**
     * Opens a session for each client.
     *
     * @param window unanswered requests of each
     */
    public static ClosedLoop open(List<Client> clients, int window) throws IOException {
        return new ClosedLoop(Connections.open(clients, window));
    }

    /** Leaves the window full, so that a following call goes on without a gap. */
    @Override
    public void run(Duration time, LatencyHistogram latencies) throws IOException {
        long startNanos = System.nanoTime();
        for (LoadConnection connection : connections.all()) {
            fill(connection);
        }
        while (System.nanoTime() - startNanos < time.toNanos()) {
            connections.turn(latencies, ClosedLoop::fill);
        }
    }

    @Override
    public void drain() throws IOException {
        connections.drain(new LatencyHistogram());
    }

    @Override
    public void close() throws IOException {
        connections.close();
    }

    private static void fill(LoadConnection connection) throws IOException {
        long nowNanos = System.nanoTime();
        while (connection.hasRoom()) {
            connection.ask(nowNanos);
        }
        connection.flush();
    }
}
