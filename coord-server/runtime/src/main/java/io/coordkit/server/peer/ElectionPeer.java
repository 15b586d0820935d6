package io.coordkit.server.peer;

import io.coordkit.core.replica.Input;
import io.coordkit.server.runtime.Inbox;
import io.coordkit.server.text.Reason;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The election connection to one other server. Of the two, the one with the larger number opens it; the other one can only ask
 * for it, by opening one of its own, greeting, and closing it again. A new connection takes the place of the former, so that
 * one that is left over from a server's former life does no harm. Belongs to the transport's loop.
 */
final class ElectionPeer {
    private static final Logger LOG = LoggerFactory.getLogger(ElectionPeer.class);

    /** Pauses between attempts that fail: this, then twice as long each time. */
    private static final long PAUSE_MS_MIN = 100;

    private static final long PAUSE_MS_MAX = 2000;

    /** The other one closes a connection as soon as it has its successor; this long, it is believed to. */
    private static final long SUCCESSION_MS_MAX = 1000;

    private final long server;
    private final Targets targets;
    private final boolean member;
    private final Surroundings surroundings;
    private @Nullable Channel connection;
    private byte @Nullable [] waiting;
    private byte @Nullable [] last;
    private boolean writing;
    private boolean attempting;
    private boolean validating;
    private @Nullable Future<?> timer;
    private int failures;
    private int turn;
    private Reach reach = Reach.UNKNOWN;
    private boolean closed;

    private enum Reach {
        UNKNOWN,
        YES,
        NO
    }

    /** What all peers of a transport share. */
    record Surroundings(
            Greeting ownGreeting,
            Connector connector,
            PeerGuard guard,
            Duration connectTimeout,
            Inbox inbox,
            Forget forget) {}

    /** Told when a peer that is no member has nothing left. */
    @FunctionalInterface
    interface Forget {
        void forget(ElectionPeer peer);
    }

    /**
     * A server to which there is no connection.
     *
     * @param targets where it listens
     * @param member whether it is in the configuration; nobody waits for others to come back
     */
    ElectionPeer(long server, Targets targets, boolean member, Surroundings surroundings) {
        this.server = server;
        this.targets = targets;
        this.member = member;
        this.surroundings = surroundings;
    }

    long server() {
        return server;
    }

    Inbox inbox() {
        return surroundings.inbox();
    }

    boolean isMember() {
        return member;
    }

    boolean isAt(Targets addresses) {
        return targets.equals(addresses);
    }

    /** Sends a message; it takes the place of one that has not been sent yet. */
    void vote(byte[] message) {
        waiting = message;
        if (connection != null) {
            pump();
            validate(connection);
        } else if (!attempting && timer == null) {
            attempt();
        }
    }

    /** A network may have gone that another address would go around; the connection alone would not say so for long. */
    private void validate(Channel channel) {
        if (targets.areSeveral() && !validating) {
            validating = true;
            surroundings.connector().isReachable(channel).addListener((Future<Boolean> reachable) -> {
                validating = false;
                if (reachable.isSuccess() && !reachable.getNow()) {
                    channel.close();
                }
            });
        }
    }

    /** The other one has asked for a connection. If there is one, it may be left over; it serves until the new one is there. */
    void connectBack() {
        if (!attempting) {
            cancelTimer();
            attempt();
        }
    }

    /** Takes a connection that the other one has opened. */
    void adopt(Channel channel) {
        Channel former = connection;
        connection = channel;
        writing = false;
        failures = 0;
        cancelTimer();
        if (former != null) {
            retire(former);
        }
        if (waiting == null) {
            // The other one may not have read what was sent last.
            waiting = last;
        }
        pump();
        tell(Reach.YES, "");
    }

    /**
     * Ends a connection that has a successor. If we have opened both, the other one may see the end of this one before it reads
     * the greeting on the next, and would believe for a moment that nobody is there; so it may close this one itself.
     */
    private void retire(Channel former) {
        if (isLarger()) {
            former.config().setAutoRead(false);
            former.eventLoop().schedule(() -> former.close(), SUCCESSION_MS_MAX, TimeUnit.MILLISECONDS);
        } else {
            former.close();
        }
    }

    /** A connection has ended. */
    void broken(Channel channel, String reason) {
        if (channel == connection) {
            connection = null;
            writing = false;
            lost(reason);
        }
    }

    void close() {
        closed = true;
        cancelTimer();
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    private boolean isLarger() {
        return surroundings.ownGreeting().server() > server;
    }

    private void attempt() {
        timer = null;
        attempting = true;
        ChannelHandler handler = isLarger() ? new VoteHandler(this) : new ChannelInboundHandlerAdapter();
        surroundings
                .connector()
                .connect(targets, turn++, surroundings.connectTimeout(), handler)
                .addListener((Future<Channel> done) -> {
                    if (!done.isSuccess()) {
                        attempted(() -> failed(Reason.ofSocket(done.cause())));
                    } else if (closed || !isLarger() && connection != null) {
                        attempting = false;
                        done.getNow().close();
                    } else {
                        greet(done.getNow(), handler);
                    }
                });
    }

    private void greet(Channel channel, ChannelHandler handler) {
        channel.writeAndFlush(surroundings.ownGreeting().toBytes());
        Future<Void> proof = surroundings
                .guard()
                .prove(channel, Connector.targetOf(channel), surroundings.connectTimeout(), handler);
        proof.addListener(proven -> {
            if (proven.isSuccess() && !closed) {
                attempted(() -> connected(channel));
            } else {
                channel.close();
                attempted(() -> failed(Reason.ofSocket(proven.cause())));
            }
        });
    }

    private void attempted(Runnable then) {
        attempting = false;
        if (!closed) {
            then.run();
        }
    }

    private void connected(Channel channel) {
        if (isLarger()) {
            adopt(channel);
        } else {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            if (connection == null) {
                startTimer(
                        () -> lost("it does not connect back"),
                        surroundings.connectTimeout().toMillis());
            }
        }
    }

    private void failed(String reason) {
        Channel left = connection;
        if (left != null && !isLarger()) {
            return;
        }
        if (left != null) {
            connection = null;
            writing = false;
            left.close();
        }
        lost(reason);
    }

    private void lost(String reason) {
        cancelTimer();
        tell(Reach.NO, reason);
        if (!member) {
            surroundings.forget().forget(this);
        } else if (!attempting && (isLarger() || waiting != null)) {
            long pause = PAUSE_MS_MIN << Math.min(failures, 10);
            failures++;
            startTimer(this::attempt, Math.min(pause, PAUSE_MS_MAX));
        }
    }

    private void pump() {
        Channel channel = connection;
        byte[] message = waiting;
        if (channel == null || message == null || writing) {
            return;
        }
        waiting = null;
        last = message;
        writing = true;
        channel.writeAndFlush(VoteHandler.frame(message)).addListener(written -> {
            if (channel == connection) {
                writing = false;
                pump();
            }
        });
    }

    private void tell(Reach now, String reason) {
        if (reach == now) {
            return;
        }
        reach = now;
        if (!member) {
            LOG.debug("stranger server={} address={} reachable={} reason=\"{}\"", server, targets, now, reason);
            return;
        }
        if (now == Reach.YES) {
            LOG.info("peer-reachable server={}", server);
        } else {
            LOG.info("peer-unreachable server={} address={} reason=\"{}\"", server, targets, reason);
        }
        inbox().post(new Input.Reachable(server, now == Reach.YES));
    }

    private void startTimer(Runnable action, long ms) {
        cancelTimer();
        timer = surroundings
                .connector()
                .loop()
                .schedule(
                        () -> {
                            timer = null;
                            action.run();
                        },
                        ms,
                        TimeUnit.MILLISECONDS);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
