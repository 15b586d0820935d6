package io.coordkit.server.monitor;

import io.coordkit.server.config.PauseConfig;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sleeps, and looks how much longer than that it took: the rest of it the whole process stood still, for a collection of garbage or
 * because the machine did ({@code JvmPauseMonitor} of the reference).
 */
public final class PauseMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PauseMonitor.class);
    private static final List<GarbageCollectorMXBean> COLLECTORS = ManagementFactory.getGarbageCollectorMXBeans();

    private final PauseConfig config;
    private final LongConsumer pauses;
    private final LongSupplier collectingMs;
    private final Thread thread = new Thread(this::watch, "coord-pauses");
    private long collectedMs;

    /** @param collectingMs how long garbage has been collected since the start */
    PauseMonitor(PauseConfig config, LongConsumer pauses, LongSupplier collectingMs) {
        this.config = config;
        this.pauses = pauses;
        this.collectingMs = collectingMs;
        this.collectedMs = collectingMs.getAsLong();
    }

    /**
     * Starts to look.
     *
     * @param pauses is told after each sleep how many ms too long it was, on a thread of the monitor's
     */
    public static PauseMonitor start(PauseConfig config, LongConsumer pauses) {
        PauseMonitor monitor = new PauseMonitor(config, pauses, PauseMonitor::collectingMs);
        monitor.thread.setDaemon(true);
        monitor.thread.start();
        return monitor;
    }

    private static long collectingMs() {
        return COLLECTORS.stream()
                .mapToLong(collector -> Math.max(0, collector.getCollectionTime()))
                .sum();
    }

    private void watch() {
        try {
            while (true) {
                long begin = System.nanoTime();
                Thread.sleep(config.sleep().toMillis());
                onSlept(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            }
        } catch (InterruptedException closed) {
            // Nobody wants to know any more.
        }
    }

    /** A sleep has taken that long. */
    void onSlept(long ms) {
        long pauseMs = Math.max(0, ms - config.sleep().toMillis());
        long collected = collectingMs.getAsLong();
        pauses.accept(pauseMs);
        boolean alarming = pauseMs > config.warn().toMillis();
        if (alarming || pauseMs > config.info().toMillis()) {
            Level level = alarming ? Level.WARN : Level.INFO;
            LOG.atLevel(level)
                    .log("process-paused ms={} of-which-garbage-collection-ms={}", pauseMs, collected - collectedMs);
        }
        collectedMs = collected;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
