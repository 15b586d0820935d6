package io.coordkit.benchmarks.failover;

import io.coordkit.benchmarks.BenchmarkFailure;
import io.coordkit.benchmarks.load.RateSchedule;
import io.coordkit.benchmarks.load.Session;
import io.coordkit.benchmarks.wire.RequestStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A session that writes one request at a time, at the instants of a schedule; those that pass while it waits are left out.
 * When it loses its server it resumes the session at the next one, as a client does, but without a client's pause of up to a
 * second, which would be measured instead of the servers. A write that was on its way then is not repeated.
 */
final class Writer implements Runnable {
    /** As a client does: two thirds of the session's timeout. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(26);

    /** A server that starts may lose a greeting and never answer it. */
    private static final Duration GREETING_MAX = Duration.ofSeconds(1);

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(20);

    private final int index;
    private final List<InetSocketAddress> servers;
    private final RequestStream requests;
    private final RateSchedule schedule;
    private final Acknowledgements acknowledgements;
    private int server;
    private volatile boolean stopping;

    /**
     * Describes a writer.
     *
     * @param first the server to begin with
     * @param servers all of them, that one among them, in the order in which they are tried
     */
    Writer(
            int index,
            InetSocketAddress first,
            List<InetSocketAddress> servers,
            RequestStream requests,
            RateSchedule schedule,
            Acknowledgements acknowledgements) {
        this.index = index;
        this.server = servers.indexOf(first);
        this.servers = servers;
        this.requests = requests;
        this.schedule = schedule;
        this.acknowledgements = acknowledgements;
    }

    /** Writes until {@link #stop}, or until it cannot go on and says so. */
    @Override
    public void run() {
        try {
            Session session = Session.open(servers.get(server), ANSWER_MAX);
            while (!stopping) {
                session = write(session);
            }
            session.close();
        } catch (IOException e) {
            acknowledgements.fail(new BenchmarkFailure("a writer cannot go on", e));
        } catch (RuntimeException e) {
            acknowledgements.fail(e);
        }
    }

    /** Ends it after its present write; whoever is in a hurry interrupts its thread as well. */
    void stop() {
        stopping = true;
    }

    private Session write(Session session) throws IOException {
        awaitTurn();
        try {
            session.call(requests);
            acknowledgements.add(index);
            return session;
        } catch (IOException lost) {
            return resume(session);
        }
    }

    private void awaitTurn() {
        long dueNanos = schedule.dueNanos(schedule.countDue(System.nanoTime()));
        while (!stopping && dueNanos - System.nanoTime() > 0) {
            LockSupport.parkNanos(dueNanos - System.nanoTime());
        }
    }

    private Session resume(Session session) throws IOException {
        while (true) {
            server = (server + 1) % servers.size();
            try {
                return session.resume(servers.get(server), GREETING_MAX, ANSWER_MAX);
            } catch (IOException e) {
                if (stopping) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        }
    }
}
