package io.coordkit.server.peer;

import io.coordkit.server.config.MemberConfig.PeerSockets;
import io.coordkit.server.runtime.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Opens sockets to other servers. Belongs to their event loop. */
final class Connector implements AutoCloseable {
    private static final AttributeKey<Target> TARGET = AttributeKey.valueOf(Connector.class, "target");

    private final EventLoop loop;
    private final NameLookup names;
    private final PeerGuard guard;
    private final Bootstrap bootstrap;
    private final Optional<Duration> reachabilityCheck;
    private final ChannelGroup opened = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

    Connector(EventLoop loop, NameLookup names, PeerGuard guard, PeerSockets settings) {
        this.loop = loop;
        this.names = names;
        this.guard = guard;
        this.reachabilityCheck = settings.reachabilityCheck();
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(EventLoops.clientChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, settings.keepAlive())
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
    }

    EventLoop loop() {
        return loop;
    }

    /** Which of several addresses a socket was opened to. */
    static Target targetOf(Channel channel) {
        return channel.attr(TARGET).get();
    }

    /** Whether the other end of a socket can still be reached; always, where that is not asked. */
    Future<Boolean> isReachable(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address && reachabilityCheck.isPresent()
                ? names.isReachable(address, reachabilityCheck.get(), loop)
                : loop.newSucceededFuture(true);
    }

    /**
     * Looks the name up and connects, once, by TLS if that is spoken. Nothing is read before the listeners of the result have run.
     *
     * @param turn which address to begin with if there are several
     * @param timeout for both together
     */
    Future<Channel> connect(Targets targets, int turn, Duration timeout, ChannelHandler handler) {
        return connect(targets, turn, timeout, (pipeline, target, connected) -> {
            guard.connect(pipeline, target, timeout);
            pipeline.addLast(new Opened(connected), handler);
        });
    }

    /** As {@link #connect}; then the other side also knows who we are, if names are proven. */
    Future<Channel> connectProven(Targets targets, int turn, Duration timeout, ChannelHandler handler) {
        return connect(targets, turn, timeout, (pipeline, target, connected) -> {
            guard.connect(pipeline, target, timeout);
            Opened opened = new Opened(connected);
            pipeline.addLast(opened, handler);
            guard.prove(pipeline.channel(), target, timeout, opened);
        });
    }

    /** Adds handlers to a socket before it is connected. */
    private interface Handlers {
        void addTo(ChannelPipeline pipeline, Target target, Promise<Channel> connected);
    }

    private Future<Channel> connect(Targets targets, int turn, Duration timeout, Handlers handlers) {
        Promise<Channel> connected = loop.newPromise();
        Future<?> deadline = loop.schedule(
                () -> connected.tryFailure(
                        new ConnectTimeoutException("no answer within " + timeout.toMillis() + " ms")),
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        connected.addListener(done -> deadline.cancel(false));
        names.find(targets, turn, reachabilityCheck, loop).addListener((Future<NameLookup.Found> found) -> {
            if (found.isSuccess()) {
                connect(found.getNow(), handlers, connected);
            } else {
                connected.tryFailure(found.cause());
            }
        });
        return connected;
    }

    private static ChannelHandler initializer(Target target, Handlers handlers, Promise<Channel> connected) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.attr(TARGET).set(target);
                handlers.addTo(channel.pipeline(), target, connected);
            }
        };
    }

    private void connect(NameLookup.Found found, Handlers handlers, Promise<Channel> connected) {
        if (connected.isDone()) {
            return;
        }
        ChannelFuture attempt = bootstrap
                .clone()
                .handler(initializer(found.target(), handlers, connected))
                .connect(found.address());
        opened.add(attempt.channel());
        attempt.addListener(done -> {
            if (!done.isSuccess()) {
                connected.tryFailure(done.cause());
            }
        });
        connected.addListener(done -> {
            if (!done.isSuccess()) {
                attempt.channel().close();
            }
        });
    }

    /** Closes every socket that was opened. */
    @Override
    public void close() {
        opened.close().awaitUninterruptibly();
    }
}
