package io.coordkit.server.client;

import io.coordkit.server.config.ClientConfig;
import io.coordkit.server.runtime.EventLoops;
import io.coordkit.server.runtime.ReplicaDriver;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/** The client port: accepts sockets and gives each a handler. */
public final class ClientListener implements AutoCloseable {
    /** A client that leaves more than the second number of bytes in its socket is not read until less than the first is left. */
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(1 << 18, 1 << 20);

    private final ServerBootstrap bootstrap;
    private final ChannelGroup clients;
    private volatile Channel socket;

    private ClientListener(ServerBootstrap bootstrap, Channel socket, ChannelGroup clients) {
        this.bootstrap = bootstrap;
        this.socket = socket;
        this.clients = clients;
    }

    /**
     * Starts to listen.
     *
     * @param acceptor loop of the listening socket
     * @param io loops of the clients' sockets
     * @throws IOException when the address cannot be bound
     */
    public static ClientListener bind(
            ClientConfig config, ReplicaDriver driver, EventLoopGroup acceptor, EventLoopGroup io) throws IOException {
        ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        ConnectionLimits limits = new ConnectionLimits(config.perAddressMax(), config.totalMax());
        AtomicLong ids = new AtomicLong();
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptor, io)
                .channel(EventLoops.serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        clients.add(channel);
                        channel.pipeline().addLast(new ClientHandler(ids.incrementAndGet(), driver, config, limits));
                    }
                });
        if (config.backlog() > 0) {
            bootstrap.option(ChannelOption.SO_BACKLOG, config.backlog());
        }
        return new ClientListener(bootstrap, EventLoops.bind(bootstrap, config.address()), clients);
    }

    /**
     * Listens elsewhere from now on; clients that are there stay. Blocks.
     *
     * @throws IOException when the address cannot be bound
     */
    public void moveTo(InetSocketAddress address) throws IOException {
        Channel former = socket;
        InetSocketAddress present = address();
        boolean samePort = address.getPort() == present.getPort();
        boolean isEverywhere = address.getAddress() != null
                && address.getAddress().isAnyLocalAddress()
                && present.getAddress().isAnyLocalAddress();
        if (address.equals(present) || samePort && isEverywhere) {
            return;
        }
        if (samePort) {
            former.close().syncUninterruptibly();
        }
        socket = EventLoops.bind(bootstrap, address);
        former.close().syncUninterruptibly();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.localAddress();
    }

    /** Accepts no more and closes every client's socket. */
    @Override
    public void close() {
        socket.close().syncUninterruptibly();
        clients.close().awaitUninterruptibly();
    }
}
