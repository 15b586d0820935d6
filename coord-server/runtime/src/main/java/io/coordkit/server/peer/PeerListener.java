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
import org.slf4j.event.Level;

/**
 * One of the two ports on which a server takes connections of other servers, at each of its addresses. Who comes early waits to be
 * accepted.
 */
final class PeerListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerListener.class);

    /** Sockets that may be open; an ensemble has a few, so the others are strangers. */
    private static final int SOCKETS_MAX = 1024;

    private final List<Channel> sockets;
    private final ChannelGroup accepted;
    private final CompletableFuture<Supplier<ChannelHandler>> handlers;

    /**
     * How addresses are taken.
     *
     * @param tries of each, 0 for any number
     * @param pauseMs between them
     * @param anyWillDo whether one of several addresses is enough
     */
    record Manner(int tries, long pauseMs, boolean anyWillDo) {
        private static final long PAUSE_MS = 1000;

        /** As configured. */
        static Manner of(PeerSockets settings) {
            return new Manner(settings.bindRetries(), PAUSE_MS, false);
        }
    }

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
        return nowhere().bind(targets, Manner.of(settings), settings, loops);
    }

    /** One that has no port yet. */
    static PeerListener nowhere() {
        ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        return new PeerListener(List.of(), accepted, new CompletableFuture<>());
    }

    private PeerListener bind(Targets targets, Manner manner, PeerSockets settings, EventLoopGroup loops)
            throws IOException {
        List<Channel> bound = new ArrayList<>();
        List<IOException> lost = new ArrayList<>();
        try {
            for (InetSocketAddress address : addresses(targets, settings)) {
                try {
                    bound.add(bindPatiently(address, manner, settings, loops));
                } catch (IOException e) {
                    if (!manner.anyWillDo()) {
                        throw e;
                    }
                    lost.add(e);
                }
            }
            if (bound.isEmpty()) {
                throw lost.isEmpty() ? new IOException("there is no address to listen on") : lost.get(lost.size() - 1);
            }
            lost.forEach(e -> LOG.warn("listening-failed reason=\"{}\"", e.getMessage()));
            return new PeerListener(bound, accepted, handlers);
        } catch (IOException | RuntimeException | Error e) {
            bound.forEach(Channel::close);
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

    private Channel bindPatiently(InetSocketAddress address, Manner manner, PeerSockets settings, EventLoopGroup loops)
            throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return bindOnce(address, settings, loops);
            } catch (IOException e) {
                if (tries == manner.tries()) {
                    throw e;
                }
                LOG.atLevel(tries == 1 ? Level.WARN : Level.DEBUG)
                        .log("listening-delayed reason=\"{}\"", e.getMessage());
                pause(manner.pauseMs());
            }
        }
    }

    private Channel bindOnce(InetSocketAddress wanted, PeerSockets settings, EventLoopGroup loops) throws IOException {
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

    private static void pause(long ms) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
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

    /** Accepts no more; what was accepted stays. */
    void stop() {
        sockets.forEach(socket -> socket.close().syncUninterruptibly());
    }

    /**
     * Listens elsewhere from now on; what was accepted stays, and belongs to the result. Blocks.
     *
     * @throws IOException when the other port cannot be had; this one is given up in any case
     */
    PeerListener moveTo(Targets targets, Manner manner, PeerSockets settings, EventLoopGroup loops) throws IOException {
        stop();
        PeerListener moved = bind(targets, manner, settings, loops);
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
