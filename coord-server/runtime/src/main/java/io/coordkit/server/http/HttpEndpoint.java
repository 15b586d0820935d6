package io.coordkit.server.http;

import io.coordkit.server.runtime.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A port that answers HTTP. Questions are answered one after the other on a thread of its own, which may therefore wait for the
 * server that is asked about.
 */
public final class HttpEndpoint implements AutoCloseable {
    private final EventLoopGroup loop;
    private final Channel socket;

    private HttpEndpoint(EventLoopGroup loop, Channel socket) {
        this.loop = loop;
        this.socket = socket;
    }

    /**
     * Starts to listen.
     *
     * @param name of the thread
     * @param transport what a connection begins with
     * @param idle after how long a silent connection is closed
     * @param bodyBytesMax the longest question whose body does not matter
     * @param answers composes the answers
     * @throws IOException when the address cannot be bound
     */
    public static HttpEndpoint bind(
            InetSocketAddress address,
            String name,
            HttpTransport transport,
            Duration idle,
            int bodyBytesMax,
            HttpAnswers answers)
            throws IOException {
        EventLoopGroup loop = EventLoops.create(1, name);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(EventLoops.serverChannel())
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new IdleStateHandler(0, 0, idle.toMillis(), TimeUnit.MILLISECONDS));
                        transport.prepare(channel.pipeline());
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new ChunkedWriteHandler())
                                .addLast(new UploadHandler(answers))
                                .addLast(new HttpObjectAggregator(bodyBytesMax))
                                .addLast(new HttpHandler(answers));
                    }
                });
        try {
            return new HttpEndpoint(loop, EventLoops.bind(bootstrap, address));
        } catch (IOException e) {
            stop(loop);
            throw e;
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.localAddress();
    }

    @Override
    public void close() {
        socket.close().awaitUninterruptibly();
        stop(loop);
    }

    private static void stop(EventLoopGroup loop) {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
