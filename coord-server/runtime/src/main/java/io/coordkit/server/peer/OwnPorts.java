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
    private PeerListener election;
    private PeerListener quorum;
    private Consumer<InetSocketAddress> clientAddress = address -> {};

    private OwnPorts(PeerSockets settings, EventLoopGroup loops, PeerListener election, PeerListener quorum) {
        this.settings = settings;
        this.loops = loops;
        this.election = election;
        this.quorum = quorum;
    }

    /** Takes the two ports for the others. */
    static OwnPorts bind(Member self, PeerSockets settings, EventLoopGroup loops) throws IOException {
        PeerListener election = PeerListener.bind(Targets.election(self), settings, loops);
        try {
            PeerListener quorum = PeerListener.bind(Targets.quorum(self), settings, loops);
            return new OwnPorts(settings, loops, election, quorum);
        } catch (IOException | RuntimeException | Error e) {
            election.close();
            throw e;
        }
    }

    InetSocketAddress election() {
        return electionListener().address();
    }

    InetSocketAddress quorum() {
        return quorumListener().address();
    }

    /** Begins to accept. */
    void start(Supplier<ChannelHandler> voter, Supplier<ChannelHandler> learner) {
        electionListener().start(voter);
        quorumListener().start(learner);
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
            mover.execute(() -> setQuorum(moved(quorumListener(), learners)));
        }
        if (!line.client().isEmpty() && !line.client().equals(former.client())) {
            mover.execute(() -> clientListener().accept(new InetSocketAddress(line.clientHost(), line.clientPort())));
        }
    }

    private PeerListener moved(PeerListener listener, Targets targets) {
        try {
            PeerListener moved = listener.moveTo(targets, settings, loops);
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

    private synchronized PeerListener quorumListener() {
        return quorum;
    }

    private synchronized void setQuorum(PeerListener listener) {
        quorum = listener;
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
        quorumListener().close();
    }
}
