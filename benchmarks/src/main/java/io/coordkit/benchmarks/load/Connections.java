package io.coordkit.benchmarks.load;

import io.coordkit.benchmarks.BenchmarkFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The connections of a load, served by one thread; all but {@link #wakeUp} is called from there. */
final class Connections implements AutoCloseable {
    private static final Duration SILENCE_MAX = Duration.ofSeconds(30);

    private final Selector selector;
    private final List<Session> sessions = new ArrayList<>();
    private final List<LoadConnection> all = new ArrayList<>();
    private long lastProgressNanos = System.nanoTime();

    private Connections(Selector selector) {
        this.selector = selector;
    }

    /** What a connection does when it can: send more, or only what the socket has not taken yet. */
    @FunctionalInterface
    interface Sender {
        void send(LoadConnection connection) throws IOException;
    }

    /** Opens a session for each client. */
    static Connections open(List<Client> clients, int window) throws IOException {
        Connections connections = new Connections(Selector.open());
        try {
            for (Client client : clients) {
                Session session = Session.open(client.server(), SILENCE_MAX);
                connections.sessions.add(session);
                connections.all.add(new LoadConnection(session, connections.selector, client.requests(), window));
            }
            return connections;
        } catch (IOException | RuntimeException e) {
            try (connections) {
                throw e;
            }
        }
    }

    List<LoadConnection> all() {
        return all;
    }

    /** Waits until there is something to read, room to write or a {@link #wakeUp}, and serves the connections concerned. */
    void turn(LatencyHistogram latencies, Sender sender) throws IOException {
        long[] replies = {0};
        selector.select(key -> replies[0] += serve(key, latencies, sender), 1000);
        long nowNanos = System.nanoTime();
        if (replies[0] > 0 || !isAnyUnanswered()) {
            lastProgressNanos = nowNanos;
        } else if (nowNanos - lastProgressNanos > SILENCE_MAX.toNanos()) {
            throw new BenchmarkFailure("the server has not answered for " + SILENCE_MAX.toSeconds() + " s");
        }
    }

    /** Ends the present or the next wait in {@link #turn}; from any thread. */
    void wakeUp() {
        selector.wakeup();
    }

    /** Sends nothing more and waits for the replies that are due. */
    void drain(LatencyHistogram latencies) throws IOException {
        while (isAnyUnanswered()) {
            turn(latencies, LoadConnection::flush);
        }
    }

    private boolean isAnyUnanswered() {
        return all.stream().anyMatch(connection -> connection.unanswered() > 0);
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.cancel();
        }
        selector.close();
        for (Session session : sessions) {
            session.close();
        }
    }

    private static int serve(SelectionKey key, LatencyHistogram latencies, Sender sender) {
        LoadConnection connection = (LoadConnection) key.attachment();
        try {
            int replies = key.isReadable() ? connection.receive(latencies) : 0;
            sender.send(connection);
            return replies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
