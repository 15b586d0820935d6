package io.coordkit.server.client;

import io.coordkit.core.replica.Input;
import io.coordkit.core.stats.Count;
import io.coordkit.core.stats.ServerStats;
import io.coordkit.core.wire.ClientRequest;
import io.coordkit.core.wire.ConnectRequest;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.RequestDecoder;
import io.coordkit.core.wire.SaslRequest;
import io.coordkit.core.wire.SaslStep;
import io.coordkit.server.config.ClientConfig;
import io.coordkit.server.monitor.Word;
import io.coordkit.server.monitor.Words;
import io.coordkit.server.runtime.ReplicaDriver;
import io.coordkit.server.sasl.SaslExchange;
import io.coordkit.server.text.HostPort;
import io.coordkit.server.tls.Tls;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's socket: cuts frames, decodes them where they lie, and hands all frames of a wake-up to the replica at once.
 * Whatever is not a frame ends this connection and nothing else.
 */
final class ClientHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ClientHandler.class);
    private static final int LENGTH_BYTES = 4;
    private static final int REQUEST_HEADER_BYTES = 8;

    /** What somebody who asks with a four-letter word has time to read. */
    private static final long ANSWER_SECONDS_MAX = 60;

    /** Batches read and not handled yet; beyond, the socket waits, so that nothing piles up before the replica. */
    private static final int BATCHES_UNDER_WAY_MAX = 2;

    private final long id;
    private final ReplicaDriver driver;
    private final ClientConfig config;
    private final boolean secure;
    private final Words words;
    private final Optional<SaslExchange> sasl;
    private final FrameBytes frameBytes = new FrameBytes();
    private @Nullable ReadGate gate;
    private @Nullable ByteBuf unread;
    private @Nullable Future<?> handshakeDeadline;
    private List<Input> inputs = new ArrayList<>();
    private String address = "";
    /** The same with the port, for the log. */
    private String peer = "";

    private long bytesRead;
    private int batchesUnderWay;
    private boolean opened;
    private boolean greeted;
    private boolean broken;
    private boolean answering;

    /** Whether a SASL token is being looked at: what follows must wait, as it counts who the client is then. */
    private boolean exchanging;

    /** @param secure whether it came by the port where only TLS is spoken */
    ClientHandler(
            long id,
            ReplicaDriver driver,
            ClientConfig config,
            boolean secure,
            Optional<SaslExchange> sasl,
            Words words) {
        this.secure = secure;
        this.id = id;
        this.driver = driver;
        this.config = config;
        this.sasl = sasl;
        this.words = words;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        knowPeer(ctx.channel().remoteAddress());
        opened = true;
        if (ctx.pipeline().get(SslHandler.class) == null) {
            boolean local = isLoopback(ctx.channel().remoteAddress());
            driver.note(stats -> stats.onPlainConnection(local));
        }
        ReadGate ownGate = new ReadGate(ctx.channel());
        gate = ownGate;
        driver.connected(id, address, Tls.subject(ctx.pipeline()), new ClientChannel(ctx.channel(), ownGate, secure));
        handshakeDeadline = ctx.executor()
                .schedule(() -> expire(ctx), config.handshakeTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        bytesRead += ((ByteBuf) message).readableBytes();
        decode(ctx, join((ByteBuf) message));
    }

    private void decode(ChannelHandlerContext ctx, ByteBuf bytes) {
        while (!broken && !exchanging && bytes.readableBytes() >= LENGTH_BYTES) {
            int length = bytes.getInt(bytes.readerIndex());
            if (length < 0 || length > config.frameBytesMax()) {
                if (!isAnswered(ctx, bytes, length)) {
                    break;
                }
            } else if (bytes.readableBytes() - LENGTH_BYTES < length) {
                break;
            } else {
                bytes.skipBytes(LENGTH_BYTES);
                decode(ctx, bytes, length);
            }
        }
        keepOrRelease(bytes);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!inputs.isEmpty()) {
            List<Input> full = inputs;
            inputs = new ArrayList<>();
            batchesUnderWay++;
            driver.received(full, bytesRead, () -> batchHandled(ctx));
            bytesRead = 0;
            applyHandled();
        }
    }

    /** On the replica's loop, which may be ours. */
    private void batchHandled(ChannelHandlerContext ctx) {
        if (ctx.executor().inEventLoop()) {
            batchesUnderWay--;
            applyHandled();
        } else {
            ctx.executor().execute(() -> {
                batchesUnderWay--;
                applyHandled();
            });
        }
    }

    private void applyHandled() {
        if (gate != null) {
            gate.setHandled(batchesUnderWay < BATCHES_UNDER_WAY_MAX);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (gate != null) {
            gate.setWritable(ctx.channel().isWritable());
        }
    }

    /** Whoever asks with a four-letter word often says at once that nothing more will come, and waits for the answer. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !answering) {
            ctx.close();
        } else if (event instanceof SslHandshakeCompletionEvent done && !done.isSuccess()) {
            driver.note(ServerStats::onHandshakeFailed);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (opened) {
            opened = false;
            driver.gone(id);
        }
        cancelDeadline();
        if (unread != null) {
            unread.release();
            unread = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause.getCause() instanceof SSLException) {
            LOG.debug("connection-lost address={} reason=\"{}\"", peer, cause.getMessage());
        } else {
            LOG.error("connection-failed address={}", peer, cause);
        }
        ctx.close();
    }

    private void decode(ChannelHandlerContext ctx, ByteBuf bytes, int length) {
        int offset = frameBytes.take(bytes, length);
        JuteReader in = new JuteReader(frameBytes.array(), offset, length);
        try {
            if (greeted) {
                if (length < REQUEST_HEADER_BYTES) {
                    throw new MalformedRecordException("request of " + length + " bytes has no header");
                }
                int xid = in.readInt();
                receive(ctx, xid, RequestDecoder.decode(in.readInt(), in), length);
            } else {
                inputs.add(new Input.ClientConnecting(id, ConnectRequest.read(in)));
                greeted = true;
                cancelDeadline();
            }
        } catch (MalformedRecordException e) {
            breakOff(ctx, e.getMessage());
        }
    }

    private void receive(ChannelHandlerContext ctx, int xid, ClientRequest request, int length) {
        if (request instanceof SaslRequest token && sasl.isPresent()) {
            setExchanging(true);
            sasl.get().advance(token.token(), ctx.executor(), step -> advanced(ctx, xid, step));
        } else {
            inputs.add(new Input.ClientReceived(id, xid, request, length));
        }
    }

    private void advanced(ChannelHandlerContext ctx, int xid, SaslStep step) {
        if (!opened) {
            return;
        }
        inputs.add(new Input.ClientReceived(id, xid, step, 0));
        setExchanging(false);
        ByteBuf waiting = unread;
        if (waiting != null) {
            unread = null;
            decode(ctx, waiting);
        }
        channelReadComplete(ctx);
    }

    private void setExchanging(boolean exchanging) {
        this.exchanging = exchanging;
        if (gate != null) {
            gate.setAuthenticated(!exchanging);
        }
    }

    /** What cannot be a length is a four-letter word, or an end. False if more of it must come first. */
    private boolean isAnswered(ChannelHandlerContext ctx, ByteBuf bytes, int length) {
        Optional<Word> word = greeted ? Optional.empty() : Word.of(length);
        if (word.isEmpty()) {
            breakOff(ctx, "frame length " + length + " is not between 0 and jute.maxbuffer, " + config.frameBytesMax());
            return true;
        }
        int argumentBytes = words.argumentBytes(word.get());
        if (bytes.readableBytes() < LENGTH_BYTES + argumentBytes) {
            return false;
        }
        bytes.skipBytes(LENGTH_BYTES);
        answer(ctx, word.get(), argumentBytes == 0 ? 0 : bytes.readLong());
        return true;
    }

    /** Nothing but the answer follows on this connection, whatever else comes. */
    private void answer(ChannelHandlerContext ctx, Word word, long argument) {
        LOG.debug("four-letter-word address={} word={}", peer, word.text());
        broken = true;
        answering = true;
        cancelDeadline();
        ctx.channel().config().setAutoRead(false);
        words.answer(word, id, argument).thenAccept(text -> {
            ByteBuf reply = ByteBufUtil.writeUtf8(ctx.alloc(), text);
            ctx.writeAndFlush(reply).addListener(ChannelFutureListener.CLOSE);
        });
        Future<?> deadline = ctx.executor().schedule(() -> ctx.close(), ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        ctx.channel().closeFuture().addListener(closed -> deadline.cancel(false));
    }

    private void expire(ChannelHandlerContext ctx) {
        driver.note(stats -> stats.add(Count.SESSIONLESS_EXPIRED));
        breakOff(ctx, "no connect request in time");
    }

    private void cancelDeadline() {
        if (handshakeDeadline != null) {
            handshakeDeadline.cancel(false);
        }
    }

    private void breakOff(ChannelHandlerContext ctx, @Nullable String reason) {
        LOG.info("connection-cut address={} reason=\"{}\"", peer, reason);
        end(ctx);
    }

    private void end(ChannelHandlerContext ctx) {
        broken = true;
        // What came before in the same packet was well formed and is still handed over.
        channelReadComplete(ctx);
        ctx.close();
    }

    private ByteBuf join(ByteBuf bytes) {
        ByteBuf earlier = unread;
        if (earlier == null) {
            return bytes;
        }
        unread = null;
        if (earlier.writableBytes() < bytes.readableBytes()) {
            int needed = earlier.readableBytes() + bytes.readableBytes();
            ByteBuf larger = earlier.alloc()
                    .buffer(Math.max(needed, Math.min(needed * 2, config.frameBytesMax() + LENGTH_BYTES)));
            larger.writeBytes(earlier);
            earlier.release();
            earlier = larger;
        }
        earlier.writeBytes(bytes);
        bytes.release();
        return earlier;
    }

    private void keepOrRelease(ByteBuf bytes) {
        if (bytes.isReadable() && !broken) {
            unread = bytes;
        } else {
            bytes.release();
        }
    }

    private static boolean isLoopback(@Nullable SocketAddress remote) {
        return remote instanceof InetSocketAddress inet && inet.getAddress().isLoopbackAddress();
    }

    private void knowPeer(@Nullable SocketAddress remote) {
        if (remote instanceof InetSocketAddress inet) {
            address = inet.getAddress().getHostAddress();
            peer = HostPort.of(inet);
        }
    }
}
