package io.coordkit.server.peer;

import io.coordkit.core.peer.PacketDecoder;
import io.coordkit.core.peer.PacketSink;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.replica.Input;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.server.runtime.Inbox;
import io.coordkit.server.runtime.Link;
import io.coordkit.server.text.HostPort;
import io.coordkit.server.text.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One link between a leader and a learner: cuts packets and hands all of a wake-up to the replica at once. Bytes that are none,
 * and a peer that leaves too much unread, end this link and nothing else.
 */
final class LinkHandler extends ChannelInboundHandlerAdapter implements PacketSink {
    private static final Logger LOG = LoggerFactory.getLogger(LinkHandler.class);

    private final long link;
    private final Opening opening;
    private final Inbox inbox;
    private final LinkLimits limits;
    private final PacketDecoder decoder;
    private final UnreadBytes unread = new UnreadBytes();
    private final Inflow inflow;
    private final Link way;
    private @Nullable Future<?> deadline;
    private String address = "";
    private String lost = "closed by the other side";
    private boolean announced;
    private boolean ended;

    LinkHandler(Channel channel, long link, Opening opening, Inbox inbox, PacketDecoder decoder, LinkLimits limits) {
        this.link = link;
        this.opening = opening;
        this.inbox = inbox;
        this.limits = limits;
        this.decoder = decoder;
        this.inflow = new Inflow(channel, (inputs, handled) -> inbox.linkReceived(link, inputs, handled));
        this.way = new PeerChannel(channel, inflow);
        channel.config()
                .setWriteBufferWaterMark(
                        new WriteBufferWaterMark(limits.unsentBytesMax() / 2, limits.unsentBytesMax()));
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (ctx.channel().remoteAddress() instanceof InetSocketAddress inet) {
            address = HostPort.of(inet);
        }
        if (opening instanceof Opening.ByLearner learner) {
            long ms = learner.patience().toMillis();
            deadline = ctx.executor()
                    .schedule(() -> cut(ctx, "no packet within " + ms + " ms"), ms, TimeUnit.MILLISECONDS);
        } else {
            announce();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (!ended) {
                unread.add(bytes);
                decode(ctx);
            }
        } finally {
            bytes.release();
        }
    }

    private void decode(ChannelHandlerContext ctx) {
        try {
            unread.skip(decoder.decode(unread.array(), unread.offset(), unread.length(), this));
        } catch (MalformedRecordException e) {
            cut(ctx, String.valueOf(e.getMessage()));
            return;
        }
        if (unread.length() > limits.incompleteBytesMax()) {
            cut(ctx, "a packet of more than " + limits.incompleteBytesMax() + " bytes");
        }
    }

    @Override
    public void onPacket(QuorumPacket packet) {
        announce();
        inflow.add(new Input.PeerReceived(link, packet));
    }

    @Override
    public void onTreeProgress() {
        inflow.add(new Input.PeerProgress(link));
    }

    @Override
    public void onTree(DataTree tree) {
        inflow.add(new Input.PeerSnapshot(link, tree));
    }

    private void announce() {
        if (!announced) {
            announced = true;
            cancelDeadline();
            inbox.linkOpened(link, way, opening.input(link, address));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        inflow.handOver();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!ctx.channel().isWritable()) {
            cut(ctx, "it leaves more than " + limits.unsentBytesMax() + " bytes unread");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancelDeadline();
        end(lost);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        lost = Reason.ofSocket(cause);
        if (cause instanceof RuntimeException || cause instanceof Error) {
            LOG.error("link-failed address={}", address, cause);
        }
        ctx.close();
    }

    private void cut(ChannelHandlerContext ctx, String reason) {
        if (!ended) {
            LOG.info("link-cut address={} reason=\"{}\"", address, reason);
            end(reason);
        }
        ctx.close();
    }

    /** What came before was well formed and is still handed over. */
    private void end(String reason) {
        if (ended) {
            return;
        }
        ended = true;
        inflow.handOver();
        if (announced) {
            inbox.linkGone(link, reason);
        } else {
            LOG.debug("link-ended-unused address={} reason=\"{}\"", address, reason);
        }
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
