package io.coordkit.server.tls;

import io.coordkit.server.text.HostPort;
import io.coordkit.server.text.Reason;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Keeps a channel inactive for those behind it until the handshake is done, and closes it when that fails. */
final class TlsGate extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(TlsGate.class);

    private final boolean accepted;
    private final Handshakes handshakes;
    private boolean underWay;

    private TlsGate(boolean accepted, Handshakes handshakes) {
        this.accepted = accepted;
        this.handshakes = handshakes;
    }

    /** For a channel that the other side has opened. */
    static TlsGate accepting(Handshakes handshakes) {
        return new TlsGate(true, handshakes);
    }

    /** For a channel that we have opened: those behind hear why the handshake failed, as an exception. */
    static TlsGate connecting() {
        return new TlsGate(false, Handshakes.UNLIMITED);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        underWay = handshakes.begin();
        if (!underWay) {
            LOG.debug("tls-handshake-refused reason=\"too many at once\"");
            ctx.close();
        }
    }

    /** The handshake is done, or the channel is gone. */
    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (underWay) {
            underWay = false;
            handshakes.end();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        // Not yet.
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done) {
            if (done.isSuccess()) {
                ctx.fireChannelActive();
                ctx.pipeline().remove(this);
            } else if (accepted) {
                ctx.fireUserEventTriggered(event);
                refuse(ctx, done.cause());
            } else {
                ctx.fireExceptionCaught(done.cause());
                ctx.close();
            }
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    /** The handshake's failure says the same. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("tls-failed", cause);
        ctx.close();
    }

    /** Who hangs up without a word may be a health check, which comes every few seconds. */
    private static void refuse(ChannelHandlerContext ctx, Throwable cause) {
        LOG.atLevel(cause instanceof ClosedChannelException ? Level.DEBUG : Level.INFO)
                .log(
                        "tls-handshake-failed address={} reason=\"{}\"",
                        ctx.channel().remoteAddress() instanceof InetSocketAddress inet ? HostPort.of(inet) : "",
                        Reason.ofSocket(cause));
        ctx.close();
    }
}
