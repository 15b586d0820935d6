package io.coordkit.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests at a fixed rate over all connections, whatever becomes of their forerunners. A latency counts from the instant at
 * which the request ought to have been sent, so one that waits behind a slow one is slow, too.
 */
public final class OpenLoop implements Load {
    /** On each connection; what is due beyond that is sent later, and its latency counts all the same. */
    public static final int UNANSWERED_MAX = 1024;

    private final Connections connections;
    private final int perSecond;

    private OpenLoop(Connections connections, int perSecond) {
        this.connections = connections;
        this.perSecond = perSecond;
    }

    /**
     * Opens a session for each client.
     *
     * @param perSecond rate of all of them together
     */
    public static OpenLoop open(List<Client> clients, int perSecond) throws IOException {
        return new OpenLoop(Connections.open(clients, UNANSWERED_MAX), perSecond);
    }

    /** Takes longer than asked when the server does not keep up: every request of that time is answered at the end. */
    @Override
    public void run(Duration time, LatencyHistogram latencies) throws IOException {
        RateSchedule schedule = RateSchedule.starting(System.nanoTime(), perSecond);
        long endNanos = schedule.startNanos() + time.toNanos();
        List<Turns> all = new ArrayList<>();
        int count = connections.all().size();
        for (int i = 0; i < count; i++) {
            all.add(new Turns(connections.all().get(i), schedule.share(i, count), endNanos));
        }
        try (Metronome metronome = Metronome.start(schedule, endNanos, connections::wakeUp)) {
            while (all.stream().anyMatch(Turns::areLeft)) {
                connections.turn(latencies, LoadConnection::flush);
                for (Turns turns : all) {
                    turns.take(System.nanoTime());
                }
            }
        }
        connections.drain(latencies);
    }

    /** Nothing is due after a run. */
    @Override
    public void drain() {}

    @Override
    public void close() throws IOException {
        connections.close();
    }

    /** What one connection has to send. */
    private static final class Turns {
        private final LoadConnection connection;
        private final RateSchedule schedule;
        private final long count;
        private long next;

        Turns(LoadConnection connection, RateSchedule schedule, long endNanos) {
            this.connection = connection;
            this.schedule = schedule;
            this.count = schedule.countDue(endNanos - 1);
        }

        boolean areLeft() {
            return next < count;
        }

        void take(long nowNanos) throws IOException {
            long due = Math.min(count, schedule.countDue(nowNanos));
            if (next < due && connection.hasRoom()) {
                while (next < due && connection.hasRoom()) {
                    connection.ask(schedule.dueNanos(next));
                    next++;
                }
                connection.flush();
            }
        }
    }
}
