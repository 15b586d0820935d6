package io.coordkit.server.peer;

import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.server.sasl.PeerSasl;
import io.coordkit.server.text.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.security.sasl.SaslServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has who has opened a connection prove its name ({@code SaslQuorumAuthServer} of the reference), and goes out of the way then. Where
 * that is not demanded, whoever does not begin to, or fails, is let through: an ensemble can be brought to prove names one server
 * after the other.
 */
final class Verifier extends ByteToMessageDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);
    private static final int ROUNDS_MAX = 5;

    private final PeerSasl sasl;
    private final Duration patience;
    private final Verdict verdict;
    private @Nullable Future<?> deadline;
    private @Nullable SaslServer side;
    private State state = State.UNKNOWN;
    private int rounds;

    private enum State {
        /** Nothing has come, or too little. */
        UNKNOWN,
        /** The next token is awaited. */
        AWAITING,
        /** A token is being looked at. */
        EVALUATING,
        OVER
    }

    /** Hears how it ended. */
    interface Verdict {
        /** The other side may go on; what it has sent behind its proof comes to the next handler after this. */
        void passed(ChannelHandlerContext ctx);

        /** The other side must go. */
        void refused(ChannelHandlerContext ctx, String reason);
    }

    Verifier(PeerSasl sasl, Duration patience, Verdict verdict) {
        this.sasl = sasl;
        this.patience = patience;
        this.verdict = verdict;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            startDeadline(ctx);
        }
    }

    /** Not yet, for those behind. */
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        startDeadline(ctx);
    }

    private void startDeadline(ChannelHandlerContext ctx) {
        if (deadline == null) {
            long ms = patience.toMillis();
            deadline = ctx.executor()
                    .schedule(() -> refuse(ctx, "no proof of a name within " + ms + " ms"), ms, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws MalformedRecordException {
        if (state == State.UNKNOWN && in.readableBytes() >= Long.BYTES) {
            if (AuthPacket.begins(in)) {
                state = State.AWAITING;
            } else if (sasl.demands()) {
                refuse(ctx, "it does not prove its name");
            } else {
                pass(ctx);
                return;
            }
        }
        if (state == State.AWAITING) {
            Optional<AuthPacket> packet = AuthPacket.take(in);
            if (packet.isPresent()) {
                state = State.EVALUATING;
                byte[] token = packet.get().bytes();
                sasl.run(() -> evaluate(token), ctx.executor(), (answer, failure) -> evaluated(ctx, answer, failure));
            }
        }
    }

    /** Elsewhere, one at a time. */
    private AuthPacket evaluate(byte[] token) throws Exception {
        SaslServer mine = side;
        if (mine == null) {
            mine = sasl.verifier();
            side = mine;
        }
        byte[] answer = mine.evaluateResponse(token);
        return new AuthPacket(mine.isComplete() ? AuthPacket.SUCCESS : AuthPacket.GOES_ON, answer);
    }

    private void evaluated(ChannelHandlerContext ctx, @Nullable AuthPacket answer, @Nullable Exception failure) {
        if (state != State.EVALUATING) {
            return;
        }
        rounds++;
        if (answer == null || answer.status() == AuthPacket.GOES_ON && rounds > ROUNDS_MAX) {
            ctx.writeAndFlush(new AuthPacket(AuthPacket.FAILURE, new byte[0]).toBytes());
            fail(ctx, failure == null ? "it comes to no end" : String.valueOf(failure.getMessage()));
            return;
        }
        ctx.writeAndFlush(answer.toBytes());
        if (answer.status() == AuthPacket.SUCCESS) {
            pass(ctx);
        } else {
            state = State.AWAITING;
        }
    }

    private void fail(ChannelHandlerContext ctx, String reason) {
        if (sasl.demands()) {
            refuse(ctx, "it could not prove its name: " + reason);
        } else {
            LOG.warn(
                    "peer-not-authenticated address={} reason=\"{}\"",
                    ctx.channel().remoteAddress(),
                    reason);
            pass(ctx);
        }
    }

    private void pass(ChannelHandlerContext ctx) {
        state = State.OVER;
        verdict.passed(ctx);
        if (!ctx.isRemoved()) {
            ctx.pipeline().remove(this);
        }
    }

    private void refuse(ChannelHandlerContext ctx, String reason) {
        if (state != State.OVER) {
            state = State.OVER;
            verdict.refused(ctx, reason);
        }
    }

    /** A server that only wants to be called back hangs up after its greeting. */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        if (state == State.UNKNOWN && !sasl.demands()) {
            pass(ctx);
        } else {
            refuse(ctx, "it hung up before it had proven its name");
        }
        super.channelInactive(ctx);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        refuse(ctx, Reason.ofSocket(cause));
    }
}
