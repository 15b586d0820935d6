package io.coordkit.server.peer;

import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.server.text.HostPort;
import io.coordkit.server.text.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the greeting on an accepted election connection; whatever is none ends the connection, with a line in the log. */
final class GreetingHandler extends ByteToMessageDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(GreetingHandler.class);

    private final ElectionTransport transport;
    private final PeerGuard guard;
    private final Duration timeout;
    private @Nullable Future<?> deadline;
    private boolean done;

    GreetingHandler(ElectionTransport transport, PeerGuard guard, Duration timeout) {
        this.transport = transport;
        this.guard = guard;
        this.timeout = timeout;
        setSingleDecode(true);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        deadline = ctx.executor()
                .schedule(
                        () -> refuse(ctx, "no greeting within " + timeout.toMillis() + " ms"),
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws MalformedRecordException {
        if (done) {
            in.skipBytes(in.readableBytes());
            return;
        }
        Optional<Greeting> greeting = Greeting.take(in);
        if (greeting.isPresent()) {
            done = true;
            Admission admission = new Admission(greeting.get());
            guard.verifier(timeout, admission)
                    .ifPresentOrElse(
                            verifier -> ctx.pipeline().addAfter(ctx.name(), null, verifier),
                            () -> admission.passed(ctx));
            if (ctx.channel().isOpen() && !ctx.isRemoved()) {
                // What has come behind the greeting goes on to the next handler.
                ctx.pipeline().remove(this);
            }
        }
    }

    /** Lets somebody in who has greeted, and has proven its name if it must. */
    private final class Admission implements Verifier.Verdict {
        private final Greeting greeting;

        Admission(Greeting greeting) {
            this.greeting = greeting;
        }

        @Override
        public void passed(ChannelHandlerContext ctx) {
            transport.greeted(ctx.channel(), greeting).ifPresent(objection -> refuse(ctx, objection));
        }

        @Override
        public void refused(ChannelHandlerContext ctx, String reason) {
            refuse(ctx, reason);
        }
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

    private void refuse(ChannelHandlerContext ctx, String reason) {
        done = true;
        LOG.info(
                "election-connection-refused address={} reason=\"{}\"",
                HostPort.of((InetSocketAddress) ctx.channel().remoteAddress()),
                reason);
        ctx.close();
    }
}
