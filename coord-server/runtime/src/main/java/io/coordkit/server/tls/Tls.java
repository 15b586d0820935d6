package io.coordkit.server.tls;

import io.coordkit.server.config.StoreFile;
import io.coordkit.server.config.TlsConfig;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS as one part of the configuration wants it. What handshakes have to compute, and to look up, is done on threads of its own,
 * so that a handshake keeps nobody waiting who has nothing to do with it. Thread-safe.
 */
public final class Tls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

    /** With one alone, an issuer who is asked about a certificate and does not answer would be in everybody's way. */
    private static final int THREADS = Math.max(4, Runtime.getRuntime().availableProcessors());

    private final TlsConfig config;
    private final AtomicReference<Contexts> contexts;
    private final ExecutorService tasks;
    private final @Nullable FileWatch watch;

    private Tls(TlsConfig config, Contexts contexts, ExecutorService tasks) throws IOException {
        this.config = config;
        this.contexts = new AtomicReference<>(contexts);
        this.tasks = tasks;
        this.watch = config.reload() ? FileWatch.start(files(config), this::reload) : null;
    }

    /**
     * Reads keys and certificates.
     *
     * @throws IOException when they cannot be used; the message is meant for the operator
     */
    public static Tls start(TlsConfig config) throws IOException {
        Contexts contexts = Contexts.load(config);
        ExecutorService tasks = Executors.newFixedThreadPool(THREADS, new DefaultThreadFactory("coord-tls", true));
        try {
            return new Tls(config, contexts, tasks);
        } catch (IOException e) {
            tasks.shutdownNow();
            throw e;
        }
    }

    private static List<Path> files(TlsConfig config) {
        List<Path> files = new ArrayList<>(List.of(config.keyStore().file()));
        config.trustStore().map(StoreFile::file).ifPresent(files::add);
        return files;
    }

    /** Handshakes from here on are held with what the files say now, unless that cannot be used. */
    private void reload() {
        try {
            contexts.set(Contexts.load(config));
            LOG.info("certificates-reloaded file={}", config.keyStore().file());
        } catch (IOException e) {
            LOG.warn("certificates-not-reloaded reason=\"{}\"", e.getMessage());
        }
    }

    /**
     * Speaks nothing but TLS on a socket that somebody has opened. Handlers that are added behind are told that the channel is
     * active when the handshake is done.
     *
     * @param patience for the handshake
     * @param handshakes may refuse it
     */
    public void accept(ChannelPipeline pipeline, Duration patience, Handshakes handshakes) {
        pipeline.addLast(accepting(pipeline.channel(), patience), TlsGate.accepting(handshakes));
    }

    /** The same, or no TLS at all, as the other side wants. */
    public void acceptEither(ChannelPipeline pipeline, Duration patience, Handshakes handshakes) {
        pipeline.addLast(new TlsDetector(this, patience, config.detection(), handshakes));
    }

    /** Speaks TLS on a socket that we open; otherwise as {@link #accept}. */
    public void connect(ChannelPipeline pipeline, String host, int port, Duration patience) {
        SslHandler handler =
                contexts().connecting().newHandler(pipeline.channel().alloc(), host, port, tasks);
        handler.setHandshakeTimeoutMillis(patience.toMillis());
        pipeline.addLast(handler, TlsGate.connecting());
    }

    private Contexts contexts() {
        return Objects.requireNonNull(contexts.get());
    }

    SslHandler accepting(Channel channel, Duration patience) {
        // Who has hung up already has no address, and needs no handshake either.
        SslHandler handler = channel.remoteAddress() instanceof InetSocketAddress remote
                ? contexts()
                        .accepting()
                        .newHandler(channel.alloc(), remote.getAddress().getHostAddress(), remote.getPort(), tasks)
                : contexts().accepting().newHandler(channel.alloc(), tasks);
        handler.setHandshakeTimeoutMillis(patience.toMillis());
        return handler;
    }

    /** Whether TLS is spoken on a connection. */
    public static boolean isSpoken(ChannelPipeline pipeline) {
        return pipeline.get(SslHandler.class) != null;
    }

    /** The subject of the certificate that the other side has proven to be its own, if it had to and TLS is spoken. */
    public static Optional<String> subject(ChannelPipeline pipeline) {
        return chain(pipeline).stream()
                .findFirst()
                .map(certificate -> certificate.getSubjectX500Principal().getName());
    }

    /** The certificate that the other side has proven to be its own, and those that lead to its issuer; empty as above. */
    public static List<X509Certificate> chain(ChannelPipeline pipeline) {
        SslHandler handler = pipeline.get(SslHandler.class);
        if (handler == null) {
            return List.of();
        }
        try {
            return Stream.of(handler.engine().getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }

    /** Ends the threads; sockets must be closed. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        tasks.shutdownNow();
        try {
            tasks.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
