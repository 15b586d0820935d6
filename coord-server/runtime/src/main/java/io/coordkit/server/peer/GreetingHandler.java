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
    private final Duration timeout;
    private @Nullable Future<?> deadline;
    private boolean done;

    GreetingHandler(ElectionTransport transport, Duration timeout) {
        this.transport = transport;
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
            Optional<String> objection = transport.greeted(ctx.channel(), greeting.get());
            if (objection.isPresent()) {
                refuse(ctx, objection.get());
            } else {
                // What has come behind the greeting goes on to the next handler.
                ctx.pipeline().remove(this);
            }
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
