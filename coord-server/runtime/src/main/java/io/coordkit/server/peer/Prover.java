package io.coordkit.server.peer;

import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.server.sasl.PeerSasl;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Promise;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Optional;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/**
 * Proves who we are on a connection that we have opened ({@code SaslQuorumAuthLearner} of the reference), and goes out of the way
 * then.
 */
final class Prover extends ByteToMessageDecoder {
    private final PeerSasl sasl;
    private final String host;
    private final Promise<Void> proven;
    private @Nullable SaslClient side;
    private boolean started;
    private boolean evaluating;

    /** Whether those behind have not been told yet that the channel is active. */
    private boolean holding;

    /**
     * @param host that we have connected to, as the configuration calls it
     * @param proven told when the other side believes us, before anything else comes from it; or why it does not
     */
    Prover(PeerSasl sasl, String host, Promise<Void> proven) {
        this.sasl = sasl;
        this.host = host;
        this.proven = proven;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            start(ctx);
        }
    }

    /** Not yet, for those behind. */
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        holding = true;
        start(ctx);
    }

    private void start(ChannelHandlerContext ctx) {
        if (!started) {
            started = true;
            evaluate(ctx, new AuthPacket(AuthPacket.GOES_ON, new byte[0]), true);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws MalformedRecordException {
        if (evaluating || proven.isDone()) {
            return;
        }
        Optional<AuthPacket> packet = AuthPacket.take(in);
        if (packet.isPresent()) {
            if (packet.get().status() == AuthPacket.FAILURE) {
                fail(ctx, new SaslException("the other side does not believe who we are"));
            } else {
                evaluate(ctx, packet.get(), false);
            }
        }
    }

    private void evaluate(ChannelHandlerContext ctx, AuthPacket packet, boolean first) {
        evaluating = true;
        sasl.run(() -> answer(packet, first), ctx.executor(), (answer, failure) -> {
            evaluating = false;
            if (failure != null) {
                fail(ctx, failure);
            } else if (packet.status() == AuthPacket.SUCCESS) {
                pass(ctx);
            } else if (answer != null) {
                ctx.writeAndFlush(answer.toBytes());
            }
        });
    }

    /** Elsewhere, one at a time. */
    private AuthPacket answer(AuthPacket packet, boolean first) throws SaslException {
        SaslClient mine = side;
        if (mine == null) {
            mine = sasl.prover(host);
            side = mine;
        }
        byte[] token = packet.bytes();
        boolean complete = mine.isComplete();
        if (first) {
            token = mine.hasInitialResponse() ? sasl.prove(mine, token) : token;
        } else if (!complete) {
            token = sasl.prove(mine, token);
        }
        if (packet.status() == AuthPacket.GOES_ON && !first && complete) {
            throw new SaslException("the other side goes on, but there is nothing left to prove");
        }
        if (packet.status() == AuthPacket.SUCCESS && !mine.isComplete()) {
            throw new SaslException("the other side is content, but has not proven itself");
        }
        return new AuthPacket(AuthPacket.GOES_ON, token);
    }

    private void pass(ChannelHandlerContext ctx) {
        proven.trySuccess(null);
        if (holding) {
            ctx.fireChannelActive();
        }
        ctx.pipeline().remove(this);
    }

    private void fail(ChannelHandlerContext ctx, Throwable failure) {
        if (proven.tryFailure(failure)) {
            ctx.fireExceptionCaught(failure);
        }
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        fail(ctx, new ClosedChannelException());
        super.channelInactive(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx, cause);
    }
}
