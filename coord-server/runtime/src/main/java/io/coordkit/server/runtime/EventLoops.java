package io.coordkit.server.runtime;

import io.coordkit.server.text.HostPort;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Event loops on the fastest transport that this machine has: epoll on Linux, NIO elsewhere. */
public final class EventLoops {
    private EventLoops() {}

    /** Loops with named threads. */
    public static MultiThreadIoEventLoopGroup create(int threads, String name) {
        IoHandlerFactory factory = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name), factory);
    }

    /** The listening socket of the same transport. */
    public static Class<? extends ServerChannel> serverChannel() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** The connecting socket of the same transport. */
    public static Class<? extends Channel> clientChannel() {
        return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /**
     * Starts to listen.
     *
     * @throws IOException when the address cannot be bound; the message is meant for the operator
     */
    public static Channel bind(ServerBootstrap bootstrap, InetSocketAddress address) throws IOException {
        try {
            return bootstrap.bind(address).syncUninterruptibly().channel();
        } catch (Exception e) {
            // Netty throws what the system said, undeclared.
            throw new IOException("cannot listen on " + HostPort.of(address) + ": " + reason(address.getPort(), e), e);
        }
    }

    /** The transports wrap what the system said in words of their own; the system's are in there. */
    private static String reason(int port, Exception failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("Address already in use")) {
            return "port " + port + " is in use";
        }
        if (message.contains("Permission denied")) {
            return "permission denied for port " + port;
        }
        return message.contains("Cannot assign requested address") ? "this machine has no such address" : message;
    }
}
