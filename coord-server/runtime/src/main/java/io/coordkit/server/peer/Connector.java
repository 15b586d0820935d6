package io.coordkit.server.peer;

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
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Opens sockets to other servers. Belongs to their event loop. */
final class Connector implements AutoCloseable {
    private final EventLoop loop;
    private final NameLookup names;
    private final PeerGuard guard;
    private final Bootstrap bootstrap;
    private final ChannelGroup opened = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

    Connector(EventLoop loop, NameLookup names, PeerGuard guard, boolean keepAlive) {
        this.loop = loop;
        this.names = names;
        this.guard = guard;
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(EventLoops.clientChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, keepAlive)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
    }

    EventLoop loop() {
        return loop;
    }

    /**
     * Looks the name up and connects, once, by TLS if that is spoken. Nothing is read before the listeners of the result have run.
     *
     * @param turn which address to take if the name has several
     * @param timeout for both together
     */
    Future<Channel> connect(Target target, int turn, Duration timeout, ChannelHandler handler) {
        return connect(target, turn, timeout, (pipeline, connected) -> {
            guard.connect(pipeline, target, timeout);
            pipeline.addLast(new Opened(connected), handler);
        });
    }

    /** As {@link #connect}; then the other side also knows who we are, if names are proven. */
    Future<Channel> connectProven(Target target, int turn, Duration timeout, ChannelHandler handler) {
        return connect(target, turn, timeout, (pipeline, connected) -> {
            guard.connect(pipeline, target, timeout);
            Opened opened = new Opened(connected);
            pipeline.addLast(opened, handler);
            guard.prove(pipeline.channel(), target, timeout, opened);
        });
    }

    /** Adds handlers to a socket before it is connected. */
    private interface Handlers {
        void addTo(ChannelPipeline pipeline, Promise<Channel> connected);
    }

    private Future<Channel> connect(Target target, int turn, Duration timeout, Handlers handlers) {
        Promise<Channel> connected = loop.newPromise();
        Future<?> deadline = loop.schedule(
                () -> connected.tryFailure(
                        new ConnectTimeoutException("no answer within " + timeout.toMillis() + " ms")),
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        connected.addListener(done -> deadline.cancel(false));
        names.find(target, turn, loop).addListener((Future<InetSocketAddress> found) -> {
            if (found.isSuccess()) {
                connect(found.getNow(), handlers, connected);
            } else {
                connected.tryFailure(found.cause());
            }
        });
        return connected;
    }

    private static ChannelHandler initializer(Handlers handlers, Promise<Channel> connected) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                handlers.addTo(channel.pipeline(), connected);
            }
        };
    }

    private void connect(InetSocketAddress address, Handlers handlers, Promise<Channel> connected) {
        if (connected.isDone()) {
            return;
        }
        ChannelFuture attempt =
                bootstrap.clone().handler(initializer(handlers, connected)).connect(address);
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
