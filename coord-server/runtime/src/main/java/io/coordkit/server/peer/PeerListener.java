package io.coordkit.server.peer;

import io.coordkit.server.config.MemberConfig.PeerSockets;
import io.coordkit.server.runtime.EventLoops;
import io.coordkit.server.text.HostPort;
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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the two ports on which a server takes connections of other servers, at each of its addresses. Who comes early waits to be
 * accepted.
 */
final class PeerListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerListener.class);

    /** Sockets that may be open; an ensemble has a few, so the others are strangers. */
    private static final int SOCKETS_MAX = 1024;

    private static final long RETRY_SECONDS = 1;

    private final List<Channel> sockets;
    private final ChannelGroup accepted;
    private final CompletableFuture<Supplier<ChannelHandler>> handlers;

    private PeerListener(
            List<Channel> sockets, ChannelGroup accepted, CompletableFuture<Supplier<ChannelHandler>> handlers) {
        this.sockets = sockets;
        this.accepted = accepted;
        this.handlers = handlers;
    }

    /**
     * Takes the port, trying again if it is not free yet or the host's name not known yet.
     *
     * @throws IOException when there is no hope
     */
    static PeerListener bind(Targets targets, PeerSockets settings, EventLoopGroup loops) throws IOException {
        ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        return bind(targets, settings, loops, accepted, new CompletableFuture<>());
    }

    private static PeerListener bind(
            Targets targets,
            PeerSockets settings,
            EventLoopGroup loops,
            ChannelGroup accepted,
            CompletableFuture<Supplier<ChannelHandler>> handlers)
            throws IOException {
        List<Channel> sockets = new ArrayList<>();
        try {
            for (InetSocketAddress address : addresses(targets, settings)) {
                sockets.add(bindPatiently(address, settings, loops, accepted, handlers));
            }
            return new PeerListener(sockets, accepted, handlers);
        } catch (IOException | RuntimeException | Error e) {
            sockets.forEach(Channel::close);
            throw e;
        }
    }

    /** All addresses of the machine are one; names are looked up at each attempt. */
    private static Set<InetSocketAddress> addresses(Targets targets, PeerSockets settings) {
        Set<InetSocketAddress> addresses = new LinkedHashSet<>();
        for (Target target : targets.all()) {
            addresses.add(
                    settings.listenOnAllAddresses()
                            ? new InetSocketAddress(target.port())
                            : InetSocketAddress.createUnresolved(target.host(), target.port()));
        }
        return addresses;
    }

    private static Channel bindPatiently(
            InetSocketAddress address,
            PeerSockets settings,
            EventLoopGroup loops,
            ChannelGroup accepted,
            CompletableFuture<Supplier<ChannelHandler>> handlers)
            throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return bindOnce(address, settings, loops, accepted, handlers);
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
            InetSocketAddress wanted,
            PeerSockets settings,
            EventLoopGroup loops,
            ChannelGroup accepted,
            CompletableFuture<Supplier<ChannelHandler>> handlers)
            throws IOException {
        InetSocketAddress address =
                wanted.isUnresolved() ? new InetSocketAddress(wanted.getHostString(), wanted.getPort()) : wanted;
        if (address.isUnresolved()) {
            String text = HostPort.of(wanted.getHostString(), wanted.getPort());
            throw new IOException("cannot listen on " + text + ": unknown host");
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
        listen();
    }

    private void listen() {
        sockets.forEach(socket -> socket.config().setAutoRead(true));
    }

    private void stop() {
        sockets.forEach(socket -> socket.close().syncUninterruptibly());
    }

    /**
     * Listens elsewhere from now on; what was accepted stays, and belongs to the result. Blocks.
     *
     * @throws IOException when the other port cannot be had; this one is given up in any case
     */
    PeerListener moveTo(Targets targets, PeerSockets settings, EventLoopGroup loops) throws IOException {
        stop();
        PeerListener moved = bind(targets, settings, loops, accepted, handlers);
        moved.listen();
        return moved;
    }

    /** The first of its addresses. */
    InetSocketAddress address() {
        return (InetSocketAddress) sockets.get(0).localAddress();
    }

    /** Accepts no more and closes what was accepted. */
    @Override
    public void close() {
        stop();
        accepted.close().awaitUninterruptibly();
    }
}
