package io.coordkit.benchmarks.load;

import io.coordkit.benchmarks.BenchmarkFailure;
import io.coordkit.benchmarks.wire.RequestStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A closed loop over some connections, each with its window always full: the server is never without work and never has
 * more than connections times window requests. Used by one thread; any wrong reply is a {@link BenchmarkFailure}.
 */
public final class Load implements AutoCloseable {
    private static final Duration SILENCE_MAX = Duration.ofSeconds(30);

    private final Selector selector;
    private final List<Session> sessions = new ArrayList<>();
    private final List<LoadConnection> connections = new ArrayList<>();
    private long lastReplyNanos;

    private Load(Selector selector) {
        this.selector = selector;
    }

    /** Opens one session for each stream of requests. */
    public static Load open(InetSocketAddress address, List<RequestStream> streams, int window) throws IOException {
        Load load = new Load(Selector.open());
        try {
            for (RequestStream requests : streams) {
                Session session = Session.open(address, SILENCE_MAX);
                load.sessions.add(session);
                load.connections.add(new LoadConnection(session, load.selector, requests, window));
            }
            return load;
        } catch (IOException | RuntimeException e) {
            try (load) {
                throw e;
            }
        }
    }

    /**
     * Runs for some time and leaves the window full, so that a following call goes on without a gap.
     *
     * @return how many replies came
     */
    public long run(Duration time, LatencyHistogram latencies) throws IOException {
        long startNanos = System.nanoTime();
        lastReplyNanos = startNanos;
        for (LoadConnection connection : connections) {
            connection.send(startNanos);
        }
        long replies = 0;
        while (System.nanoTime() - startNanos < time.toNanos()) {
            replies += turn(latencies, true);
        }
        return replies;
    }

    /** Sends nothing more and waits for the replies that are due. */
    public void drain() throws IOException {
        LatencyHistogram ignored = new LatencyHistogram();
        lastReplyNanos = System.nanoTime();
        while (connections.stream().anyMatch(connection -> connection.unanswered() > 0)) {
            turn(ignored, false);
        }
    }

    /** Closes the sessions, so that the server has nothing left of this load but its znodes. */
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

    private long turn(LatencyHistogram latencies, boolean refill) throws IOException {
        long[] replies = {0};
        selector.select(key -> replies[0] += serve(key, latencies, refill), 1000);
        long nowNanos = System.nanoTime();
        if (replies[0] > 0) {
            lastReplyNanos = nowNanos;
        } else if (nowNanos - lastReplyNanos > SILENCE_MAX.toNanos()) {
            throw new BenchmarkFailure("the server has not answered for " + SILENCE_MAX.toSeconds() + " s");
        }
        return replies[0];
    }

    private static int serve(SelectionKey key, LatencyHistogram latencies, boolean refill) {
        LoadConnection connection = (LoadConnection) key.attachment();
        try {
            int replies = key.isReadable() ? connection.receive(latencies) : 0;
            if (refill) {
                connection.send(System.nanoTime());
            } else {
                connection.flush();
            }
            return replies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
