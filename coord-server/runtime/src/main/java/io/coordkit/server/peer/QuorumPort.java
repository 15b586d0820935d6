package io.coordkit.server.peer;

import io.coordkit.server.config.MemberConfig.PeerSockets;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A port for links of learners, that of the leader or that of a follower for observers. It is taken while its server is that and not
 * longer ({@code Leader} and {@code ObserverMaster} of the reference), so that servers of one machine may all have been given the
 * same one. It is done on a thread of its own, because a name must be
 * looked up, and the port may not be free at once. A leader that cannot have it makes way for another one; a follower goes on, and
 * tries again for as long as it follows.
 */
final class QuorumPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QuorumPort.class);
    private static final long CLOSE_SECONDS_MAX = 10;

    /** A former leader on this machine may be about to give it up. The reference tries once, and needs one of the addresses, too. */
    private static final PeerListener.Manner PATIENT = new PeerListener.Manner(10, 50, true);

    private static final PeerListener.Manner ONCE = new PeerListener.Manner(1, 0, true);

    private final String name;
    private final PeerSockets settings;
    private final EventLoopGroup loops;
    private final Optional<Duration> pause;
    private final ExecutorService worker;

    /** All of this is the worker's. */
    private Targets targets;

    private PeerListener listener = PeerListener.nowhere();

    /** Whoever wants it open, and hears what comes of that; null when nobody does. */
    private @Nullable Consumer<Optional<String>> owner;

    /** Counts what has been wanted; an attempt for something else is none any more. */
    private int wanted;

    private int refusals;

    /**
     * @param name of the port, for the log
     * @param pause between two attempts while somebody wants it open; without one, whoever wants it hears of the first refusal and decides
     */
    QuorumPort(String name, Targets targets, PeerSockets settings, EventLoopGroup loops, Optional<Duration> pause) {
        this.name = name;
        this.pause = pause;
        this.worker = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "coord-" + name + "-port");
            thread.setDaemon(true);
            return thread;
        });
        this.targets = targets;
        this.settings = settings;
        this.loops = loops;
    }

    /** What is done with those who come. */
    void start(Supplier<ChannelHandler> newHandler) {
        worker.execute(() -> listener.start(newHandler));
    }

    /**
     * Takes the port.
     *
     * @param outcome hears, on the worker, that it is open, or why it cannot be had; again when it moves or is tried again
     */
    void open(Consumer<Optional<String>> outcome) {
        worker.execute(() -> {
            owner = outcome;
            begin(outcome);
        });
    }

    /** Accepts no more; what was accepted stays. */
    void shut() {
        worker.execute(() -> {
            owner = null;
            wanted++;
            listener.stop();
        });
    }

    /** Goes elsewhere: at once if it is open, otherwise as soon as it is opened. */
    void moveTo(Targets next) {
        worker.execute(() -> {
            targets = next;
            if (owner != null) {
                begin(owner);
            }
        });
    }

    private void begin(Consumer<Optional<String>> outcome) {
        wanted++;
        refusals = 0;
        bind(outcome);
    }

    private void bind(Consumer<Optional<String>> outcome) {
        try {
            listener = listener.moveTo(targets, pause.isPresent() ? ONCE : PATIENT, settings, loops);
            LOG.atLevel(refusals == 0 ? Level.DEBUG : Level.INFO).log("{}-port-open address={}", name, targets);
            outcome.accept(Optional.empty());
        } catch (IOException e) {
            onRefused(outcome, String.valueOf(e.getMessage()));
        }
    }

    private void onRefused(Consumer<Optional<String>> outcome, String reason) {
        refusals++;
        if (pause.isPresent()) {
            long pauseMs = pause.get().toMillis();
            LOG.atLevel(refusals == 1 ? Level.WARN : Level.DEBUG)
                    .log("{}-port-refused address={} reason=\"{}\" again-every-ms={}", name, targets, reason, pauseMs);
            int attempt = wanted;
            CompletableFuture.delayedExecutor(pauseMs, TimeUnit.MILLISECONDS, worker)
                    .execute(() -> {
                        if (attempt == wanted) {
                            bind(outcome);
                        }
                    });
        } else {
            LOG.error("{}-port-refused address={} reason=\"{}\"", name, targets, reason);
        }
        outcome.accept(Optional.of(reason));
    }

    /** Closes what was accepted, too. */
    @Override
    public void close() {
        worker.shutdownNow();
        try {
            if (worker.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
                listener.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
