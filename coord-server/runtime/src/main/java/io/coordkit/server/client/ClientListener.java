package io.coordkit.server.client;

import io.coordkit.server.config.ClientConfig;
import io.coordkit.server.config.ClientTls;
import io.coordkit.server.monitor.AddressLimit;
import io.coordkit.server.monitor.Words;
import io.coordkit.server.runtime.EventLoops;
import io.coordkit.server.runtime.ReplicaDriver;
import io.coordkit.server.sasl.ClientSasl;
import io.coordkit.server.tls.Tls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The client ports, one without TLS and one with it: accept sockets and give each its handlers. */
public final class ClientListener implements AutoCloseable {
    /** A client that leaves more than the second number of bytes in its socket is not read until less than the first is left. */
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(1 << 18, 1 << 20);

    private final ClientConfig config;
    private final ReplicaDriver driver;
    private final Words words;
    private final Optional<Tls> tls;
    private final Optional<ClientSasl> sasl;
    private final ConnectionLimits limits;
    private final HandshakeLimit handshakes;
    private final AtomicLong ids = new AtomicLong();
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private Optional<Channel> plain = Optional.empty();
    private final EventLoopGroup acceptor;
    private final EventLoopGroup io;
    private Optional<Channel> secure = Optional.empty();

    private ClientListener(
            ClientConfig config,
            ReplicaDriver driver,
            Words words,
            EventLoopGroup acceptor,
            EventLoopGroup io,
            Optional<Tls> tls,
            Optional<ClientSasl> sasl) {
        this.acceptor = acceptor;
        this.io = io;
        this.config = config;
        this.driver = driver;
        this.words = words;
        this.tls = tls;
        this.sasl = sasl;
        this.limits = new ConnectionLimits(config.perAddressMax(), config.totalMax());
        this.handshakes =
                new HandshakeLimit(config.tls().map(ClientTls::handshakesMax).orElse(0), driver);
    }

    /**
     * Starts to listen.
     *
     * @param words answers those who ask instead of sending requests
     * @param acceptor loop of the listening socket
     * @param io loops of the clients' sockets
     * @throws IOException when an address cannot be bound, or TLS or SASL not be spoken as configured
     */
    public static ClientListener bind(
            ClientConfig config, ReplicaDriver driver, Words words, EventLoopGroup acceptor, EventLoopGroup io)
            throws IOException {
        Optional<ClientSasl> sasl = ClientSasl.start(config.sasl());
        Optional<Tls> tls = config.tls().isEmpty()
                ? Optional.empty()
                : Optional.of(Tls.start(config.tls().get().tls()));
        ClientListener listener = new ClientListener(config, driver, words, acceptor, io, tls, sasl);
        try {
            listener.open();
            return listener;
        } catch (IOException | RuntimeException | Error e) {
            listener.close();
            throw e;
        }
    }

    private void open() throws IOException {
        if (config.plain().isPresent()) {
            setPlain(open(config.plain().get(), false));
        }
        Optional<InetSocketAddress> secureAddress = config.tls().flatMap(ClientTls::address);
        if (secureAddress.isPresent()) {
            secure = Optional.of(open(secureAddress.get(), true));
        }
    }

    private Channel open(InetSocketAddress address, boolean secureOnly) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptor, io)
                .channel(EventLoops.serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, config.keepAlive())
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        clients.add(channel);
                        channel.pipeline().addLast(new ConnectionGate(limits, driver));
                        addTls(channel.pipeline(), secureOnly);
                        channel.pipeline()
                                .addLast(new ClientHandler(
                                        ids.incrementAndGet(),
                                        driver,
                                        config,
                                        secureOnly,
                                        sasl.map(ClientSasl::newExchange),
                                        words));
                    }
                });
        if (config.backlog() > 0) {
            bootstrap.option(ChannelOption.SO_BACKLOG, config.backlog());
        }
        return EventLoops.bind(bootstrap, address);
    }

    /**
     * Listens elsewhere from now on where it does without TLS; clients that are there stay. Blocks.
     *
     * @throws IOException when the address cannot be bound
     */
    public void moveTo(InetSocketAddress address) throws IOException {
        Optional<Channel> former = plain();
        if (former.isEmpty() || isHeardAt(address)) {
            return;
        }
        if (address.getPort() == address().getPort()) {
            former.get().close().syncUninterruptibly();
        }
        setPlain(open(address, false));
        former.get().close().syncUninterruptibly();
    }

    private synchronized Optional<Channel> plain() {
        return plain;
    }

    private synchronized void setPlain(Channel socket) {
        plain = Optional.of(socket);
    }

    private boolean isHeardAt(InetSocketAddress address) {
        InetSocketAddress present = address();
        boolean everywhere = address.getAddress() != null
                && address.getAddress().isAnyLocalAddress()
                && present.getAddress().isAnyLocalAddress();
        return address.equals(present) || everywhere && address.getPort() == present.getPort();
    }

    private void addTls(ChannelPipeline pipeline, boolean secureOnly) {
        if (secureOnly) {
            tls.orElseThrow().accept(pipeline, config.handshakeTimeout(), handshakes);
        } else if (config.tls().filter(ClientTls::onPlainPort).isPresent()) {
            tls.ifPresent(spoken -> spoken.acceptEither(pipeline, config.handshakeTimeout(), handshakes));
        }
    }

    /** Where it listens, without TLS if it does. */
    public InetSocketAddress address() {
        return (InetSocketAddress) plain().or(() -> secure).orElseThrow().localAddress();
    }

    /** How many may come from one address. */
    public AddressLimit addressLimit() {
        return limits;
    }

    /** Where it listens for TLS and nothing else, if it does. */
    public Optional<InetSocketAddress> secureAddress() {
        return secure.map(socket -> (InetSocketAddress) socket.localAddress());
    }

    /** Accepts no more and closes every client's socket. */
    @Override
    public void close() {
        plain().ifPresent(socket -> socket.close().syncUninterruptibly());
        secure.ifPresent(socket -> socket.close().syncUninterruptibly());
        clients.close().awaitUninterruptibly();
        tls.ifPresent(Tls::close);
        sasl.ifPresent(ClientSasl::close);
    }
}
