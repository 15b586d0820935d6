package io.coordkit.benchmarks.failover;

import io.coordkit.benchmarks.load.RateSchedule;
import io.coordkit.benchmarks.wire.RequestStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Writers that share a rate, each with a thread of its own. */
public final class Writers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private final ExecutorService threads;
    private final List<Writer> all = new ArrayList<>();
    private final Acknowledgements acknowledgements;

    private Writers(int count) {
        this.threads = Executors.newFixedThreadPool(count);
        this.acknowledgements = new Acknowledgements(count);
    }

    /**
     * Starts them.
     *
     * @param firsts the server that each is connected to at first
     * @param servers where they go on when they lose it
     * @param requests what each of them writes
     * @param perSecond rate of all of them together
     */
    public static Writers start(
            List<InetSocketAddress> firsts,
            List<InetSocketAddress> servers,
            List<RequestStream> requests,
            int perSecond) {
        Writers writers = new Writers(firsts.size());
        RateSchedule schedule = RateSchedule.starting(System.nanoTime(), perSecond);
        for (int i = 0; i < firsts.size(); i++) {
            writers.all.add(new Writer(
                    i,
                    firsts.get(i),
                    servers,
                    requests.get(i),
                    schedule.share(i, firsts.size()),
                    writers.acknowledgements));
        }
        writers.all.forEach(writers.threads::execute);
        return writers;
    }

    /**
     * Waits until each writer has had so many further writes acknowledged.
     *
     * @throws io.coordkit.benchmarks.BenchmarkFailure when that takes more than a minute, or one has lost its session or got a
     *     wrong reply
     */
    public void awaitEach(int count) {
        acknowledgements.startOver();
        acknowledgements.awaitEach(count, PATIENCE);
    }

    /**
     * The longest time without an acknowledged write over all writers, from the last one before the disturbance until each
     * of them has had so many afterwards.
     *
     * @throws io.coordkit.benchmarks.BenchmarkFailure as {@link #awaitEach} does
     */
    public Duration longestPause(Runnable disturbance, int count) {
        acknowledgements.startOver();
        disturbance.run();
        acknowledgements.awaitEach(count, PATIENCE);
        return acknowledgements.longestPause();
    }

    /** Ends the writers and their sessions. */
    @Override
    public void close() {
        all.forEach(Writer::stop);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
