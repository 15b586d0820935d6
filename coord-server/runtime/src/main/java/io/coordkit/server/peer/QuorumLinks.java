package io.coordkit.server.peer;

import io.coordkit.core.peer.PacketDecoder;
import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.Memberships;
import io.coordkit.core.replica.Input;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.server.config.MemberConfig.PeerSockets;
import io.coordkit.server.runtime.Inbox;
import io.coordkit.server.text.Reason;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Opens and takes links between leaders and learners. Belongs to the loop of their sockets. */
final class QuorumLinks {
    private static final Logger LOG = LoggerFactory.getLogger(QuorumLinks.class);
    private static final long NOBODY = Long.MIN_VALUE;

    private Memberships memberships;
    private final PeerSockets settings;
    private final Connector connector;
    private final PeerGuard guard;
    private final TreeOptions trees;
    private final LinkLimits limits;
    private final Inbox inbox;
    private long lastLink;
    private int turn;

    /** The server that could not be reached last, if it has not been since. */
    private long lastUnreachable = NOBODY;

    /** @param trees for snapshots that a leader sends */
    QuorumLinks(
            Memberships memberships,
            PeerSockets settings,
            Connector connector,
            PeerGuard guard,
            TreeOptions trees,
            LinkLimits limits,
            Inbox inbox) {
        this.memberships = memberships;
        this.settings = settings;
        this.connector = connector;
        this.guard = guard;
        this.trees = trees;
        this.limits = limits;
        this.inbox = inbox;
    }

    /** From now on these are the servers; links that are there stay. */
    void become(Memberships now) {
        memberships = now;
    }

    /**
     * Tries once to open a link to a server.
     *
     * @param port which of its ports, by its line
     */
    void dial(long server, Function<Member, Targets> port) {
        Optional<Member> member = memberships.member(server);
        if (member.isEmpty()) {
            connector.loop().execute(() -> unreachable(server, "it is in no configuration"));
            return;
        }
        Targets targets = port.apply(member.get());
        connector
                .connectProven(targets, turn++, settings.leaderConnectTimeout(), handlers(new Opening.ToLeader(server)))
                .addListener((Future<Channel> done) -> {
                    if (done.isSuccess()) {
                        lastUnreachable = NOBODY;
                    } else {
                        unreachable(server, targets + ": " + Reason.ofSocket(done.cause()));
                    }
                });
    }

    private void unreachable(long server, String reason) {
        // It is tried many times a second.
        LOG.atLevel(server == lastUnreachable ? Level.DEBUG : Level.INFO)
                .log("leader-unreachable server={} reason=\"{}\"", server, reason);
        lastUnreachable = server;
        inbox.post(new Input.LeaderUnreachable(server));
    }

    /** For an accepted socket. */
    ChannelHandler newHandler() {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                guard.accept(channel.pipeline(), settings.greetingTimeout());
                guard.verifier(settings.greetingTimeout(), new Admission()).ifPresent(channel.pipeline()::addLast);
                channel.pipeline().addLast(link(channel, new Opening.ByLearner(settings.greetingTimeout())));
            }
        };
    }

    private ChannelHandler handlers(Opening opening) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(link(channel, opening));
            }
        };
    }

    private LinkHandler link(Channel channel, Opening opening) {
        PacketDecoder decoder = new PacketDecoder(trees, limits.fieldBytesMax());
        return new LinkHandler(channel, ++lastLink, opening, inbox, decoder, limits);
    }

    /** Lets a learner go on that has proven its name, if it must. */
    private static final class Admission implements Verifier.Verdict {
        @Override
        public void passed(ChannelHandlerContext ctx) {
            ctx.fireChannelActive();
        }

        @Override
        public void refused(ChannelHandlerContext ctx, String reason) {
            LOG.info("link-refused address={} reason=\"{}\"", ctx.channel().remoteAddress(), reason);
            ctx.close();
        }
    }
}
