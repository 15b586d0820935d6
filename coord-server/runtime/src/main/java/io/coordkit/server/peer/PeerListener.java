package io.coordkit.server.peer;

import io.coordkit.server.config.MemberConfig.PeerSockets;
import io.coordkit.server.runtime.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of the two ports on which a server takes connections of other servers. Who comes early waits to be accepted. */
final class PeerListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerListener.class);

    /** Sockets that may be open; an ensemble has a few, so the others are strangers. */
    private static final int SOCKETS_MAX = 1024;

    private static final long RETRY_SECONDS = 1;

    private final Channel socket;
    private final ChannelGroup accepted;
    private final CompletableFuture<Supplier<ChannelHandler>> handlers;

    private PeerListener(Channel socket, ChannelGroup accepted, CompletableFuture<Supplier<ChannelHandler>> handlers) {
        this.socket = socket;
        this.accepted = accepted;
        this.handlers = handlers;
    }

    /**
     * Takes the port, trying again if it is not free yet or the host's name not known yet.
     *
     * @throws IOException when there is no hope
     */
    static PeerListener bind(Target target, PeerSockets settings, EventLoopGroup loops) throws IOException {
        ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        return bind(target, settings, loops, accepted, new CompletableFuture<>());
    }

    private static PeerListener bind(
            Target target,
            PeerSockets settings,
            EventLoopGroup loops,
            ChannelGroup accepted,
            CompletableFuture<Supplier<ChannelHandler>> handlers)
            throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                Channel socket = bindOnce(target, settings, loops, accepted, handlers);
                return new PeerListener(socket, accepted, handlers);
            } catch (IOException e) {
                if (settings.bindRetries() != 0 && tries >= settings.bindRetries()) {
                    throw e;
                }
                LOG.warn("listening-delayed reason=\"{}\"", e.getMessage());
                pause();
            }
        }
    }

    private static Channel bindOnce(
            Target target,
            PeerSockets settings,
            EventLoopGroup loops,
            ChannelGroup accepted,
            CompletableFuture<Supplier<ChannelHandler>> handlers)
            throws IOException {
        InetSocketAddress address = settings.listenOnAllAddresses()
                ? new InetSocketAddress(target.port())
                : new InetSocketAddress(target.host(), target.port());
        if (address.isUnresolved()) {
            throw new IOException("cannot listen on " + target + ": unknown host");
        }
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(EventLoops.serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, settings.keepAlive())
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.add(channel);
                        accept(channel, accepted.size(), handlers.join());
                    }
                });
        return EventLoops.bind(bootstrap, address);
    }

    private static void accept(Channel channel, int open, Supplier<ChannelHandler> handlers) {
        if (open > SOCKETS_MAX) {
            LOG.warn("peer-connection-refused address={} reason=\"too many of them\"", channel.remoteAddress());
            channel.close();
        } else {
            channel.pipeline().addLast(handlers.get());
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.SECONDS.sleep(RETRY_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a port", e);
        }
    }

    /** Begins to accept. */
    void start(Supplier<ChannelHandler> newHandler) {
        handlers.complete(newHandler);
        socket.config().setAutoRead(true);
    }

    /**
     * Listens elsewhere from now on; what was accepted stays, and belongs to the result. Blocks.
     *
     * @throws IOException when the other port cannot be had; this one is given up in any case
     */
    PeerListener moveTo(Target target, PeerSockets settings, EventLoopGroup loops) throws IOException {
        socket.close().syncUninterruptibly();
        PeerListener moved = bind(target, settings, loops, accepted, handlers);
        moved.socket.config().setAutoRead(true);
        return moved;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.localAddress();
    }

    /** Accepts no more and closes what was accepted. */
    @Override
    public void close() {
        socket.close().syncUninterruptibly();
        accepted.close().awaitUninterruptibly();
    }
}
