package io.coordkit.server.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds out by its first byte whether a socket speaks TLS. That byte is the type of a handshake record then, and none that a
 * frame, a greeting or a packet begins with. Keeps the channel inactive for those behind it until that is known.
 */
final class TlsDetector extends ByteToMessageDecoder {
    private static final byte HANDSHAKE_RECORD = 22;

    private final Tls tls;
    private final Duration patience;
    private final Duration silence;
    private final Handshakes handshakes;
    private @Nullable Future<?> deadline;
    private boolean known;

    /**
     * @param patience for the handshake
     * @param silence after which nobody expects TLS any more
     * @param handshakes may refuse it
     */
    TlsDetector(Tls tls, Duration patience, Duration silence, Handshakes handshakes) {
        this.tls = tls;
        this.patience = patience;
        this.silence = silence;
        this.handshakes = handshakes;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        deadline = ctx.executor().schedule(() -> plain(ctx), silence.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (in.getByte(in.readerIndex()) == HANDSHAKE_RECORD) {
            known = true;
            ctx.pipeline().addAfter(ctx.name(), null, TlsGate.accepting(handshakes));
            ctx.pipeline().replace(this, null, tls.accepting(ctx.channel(), patience));
        } else {
            plain(ctx);
        }
    }

    private void plain(ChannelHandlerContext ctx) {
        if (!known && !ctx.isRemoved()) {
            known = true;
            ctx.fireChannelActive();
            ctx.pipeline().remove(this);
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}
