package io.coordkit.server.peer;

import io.coordkit.core.quorum.Member;
import io.coordkit.server.config.MemberConfig.PeerSockets;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ports that a server's own line names: two for the others, one of them while it leads, and one for clients; and one for observers
 * while it follows, at the same address, if there is such a port. They move when the line changes, on threads of their own, because a
 * port may not be free at once. Starting and closing are for one thread.
 */
final class OwnPorts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnPorts.class);
    private static final long CLOSE_SECONDS_MAX = 10;

    /** Between two attempts to take the port for observers; they go to other followers meanwhile. The reference tries once. */
    private static final Duration OBSERVER_PORT_PAUSE = Duration.ofSeconds(1);

    private final PeerSockets settings;
    private final EventLoopGroup loops;
    private final ExecutorService mover = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "coord-ports");
        thread.setDaemon(true);
        return thread;
    });
    private final int observerPort;
    private final QuorumPort quorum;
    private final QuorumPort observers;
    private PeerListener election;
    private Consumer<InetSocketAddress> clientAddress = address -> {};

    private OwnPorts(
            PeerSockets settings,
            EventLoopGroup loops,
            PeerListener election,
            QuorumPort quorum,
            int observerPort,
            QuorumPort observers) {
        this.settings = settings;
        this.loops = loops;
        this.election = election;
        this.quorum = quorum;
        this.observerPort = observerPort;
        this.observers = observers;
    }

    /** Takes the port for election messages. */
    static OwnPorts bind(Member self, PeerSockets settings, int observerPort, EventLoopGroup loops) throws IOException {
        PeerListener election = PeerListener.bind(Targets.election(self), settings, loops);
        QuorumPort quorum = new QuorumPort("quorum", Targets.quorum(self), settings, loops, Optional.empty());
        Targets observed = Targets.observers(self, observerPort);
        QuorumPort observers = new QuorumPort("observer", observed, settings, loops, Optional.of(OBSERVER_PORT_PAUSE));
        return new OwnPorts(settings, loops, election, quorum, observerPort, observers);
    }

    InetSocketAddress election() {
        return electionListener().address();
    }

    QuorumPort quorum() {
        return quorum;
    }

    QuorumPort observers() {
        return observers;
    }

    /** Begins to accept. */
    void start(Supplier<ChannelHandler> voter, Supplier<ChannelHandler> learner) {
        electionListener().start(voter);
        quorum.start(learner);
        if (observerPort > 0) {
            observers.start(learner);
        }
    }

    synchronized void onClientAddress(Consumer<InetSocketAddress> listener) {
        clientAddress = listener;
    }

    /** Goes where another line says; returns before it is there. */
    void move(Member former, Member line) {
        Targets voters = Targets.election(line);
        if (!voters.equals(Targets.election(former))) {
            mover.execute(() -> setElection(moved(electionListener(), voters)));
        }
        Targets learners = Targets.quorum(line);
        if (!learners.equals(Targets.quorum(former))) {
            quorum.moveTo(learners);
        }
        Targets observed = Targets.observers(line, observerPort);
        if (!observed.equals(Targets.observers(former, observerPort))) {
            observers.moveTo(observed);
        }
        if (!line.client().isEmpty() && !line.client().equals(former.client())) {
            mover.execute(() -> clientListener().accept(new InetSocketAddress(line.clientHost(), line.clientPort())));
        }
    }

    private PeerListener moved(PeerListener listener, Targets targets) {
        try {
            PeerListener moved = listener.moveTo(targets, PeerListener.Manner.of(settings), settings, loops);
            LOG.info("listening-moved address={}", targets);
            return moved;
        } catch (IOException e) {
            LOG.error("listening-failed address={} reason=\"{}\"", targets, e.getMessage());
            return listener;
        }
    }

    private synchronized PeerListener electionListener() {
        return election;
    }

    private synchronized void setElection(PeerListener listener) {
        election = listener;
    }

    private synchronized Consumer<InetSocketAddress> clientListener() {
        return clientAddress;
    }

    @Override
    public void close() {
        mover.shutdownNow();
        try {
            mover.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        electionListener().close();
        quorum.close();
        observers.close();
    }
}
