package io.coordkit.server.peer;

import io.coordkit.core.quorum.Member;
import io.coordkit.server.config.MemberConfig.PeerSockets;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ports that a server's own line names: two for the others, one for clients. They move when the line changes, on a thread
 * of their own, because a port may not be free at once. Starting and closing are for one thread.
 */
final class OwnPorts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnPorts.class);
    private static final long CLOSE_SECONDS_MAX = 10;

    private final PeerSockets settings;
    private final EventLoopGroup loops;
    private final ExecutorService mover = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "coord-ports");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicReference<PeerListener> election;
    private final AtomicReference<PeerListener> quorum;
    private final AtomicReference<Consumer<InetSocketAddress>> clientAddress = new AtomicReference<>(address -> {});

    private OwnPorts(PeerSockets settings, EventLoopGroup loops, PeerListener election, PeerListener quorum) {
        this.settings = settings;
        this.loops = loops;
        this.election = new AtomicReference<>(election);
        this.quorum = new AtomicReference<>(quorum);
    }

    /** Takes the two ports for the others. */
    static OwnPorts bind(Member self, PeerSockets settings, EventLoopGroup loops) throws IOException {
        PeerListener election = PeerListener.bind(ElectionTransport.election(self), settings, loops);
        try {
            PeerListener quorum = PeerListener.bind(QuorumLinks.quorum(self), settings, loops);
            return new OwnPorts(settings, loops, election, quorum);
        } catch (IOException | RuntimeException | Error e) {
            election.close();
            throw e;
        }
    }

    InetSocketAddress election() {
        return election.get().address();
    }

    InetSocketAddress quorum() {
        return quorum.get().address();
    }

    /** Begins to accept. */
    void start(Supplier<ChannelHandler> voter, Supplier<ChannelHandler> learner) {
        election.get().start(voter);
        quorum.get().start(learner);
    }

    void onClientAddress(Consumer<InetSocketAddress> listener) {
        clientAddress.set(listener);
    }

    /** Goes where another line says; returns before it is there. */
    void move(Member former, Member line) {
        Target voters = ElectionTransport.election(line);
        if (!voters.equals(ElectionTransport.election(former))) {
            mover.execute(() -> election.set(moved(election.get(), voters)));
        }
        Target learners = QuorumLinks.quorum(line);
        if (!learners.equals(QuorumLinks.quorum(former))) {
            mover.execute(() -> quorum.set(moved(quorum.get(), learners)));
        }
        if (!line.client().isEmpty() && !line.client().equals(former.client())) {
            mover.execute(() -> clientAddress.get().accept(clientOf(line)));
        }
    }

    private PeerListener moved(PeerListener listener, Target target) {
        try {
            PeerListener moved = listener.moveTo(target, settings, loops);
            LOG.info("listening-moved address={}", target);
            return moved;
        } catch (IOException e) {
            LOG.error("listening-failed address={} reason=\"{}\"", target, e.getMessage());
            return listener;
        }
    }

    private static InetSocketAddress clientOf(Member line) {
        int colon = line.client().lastIndexOf(':');
        int port = Integer.parseInt(line.client().substring(colon + 1));
        return new InetSocketAddress(line.client().substring(0, colon), port);
    }

    @Override
    public void close() {
        mover.shutdownNow();
        try {
            mover.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        election.get().close();
        quorum.get().close();
    }
}
