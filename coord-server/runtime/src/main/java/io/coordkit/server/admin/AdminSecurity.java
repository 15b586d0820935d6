package io.coordkit.server.admin;

import io.coordkit.core.stats.Count;
import io.coordkit.server.config.AdminConfig;
import io.coordkit.server.config.AdminTls;
import io.coordkit.server.http.HttpTransport;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.tls.CertificateTrust;
import io.coordkit.server.tls.Handshakes;
import io.coordkit.server.tls.Tls;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * TLS at the administrator's port, as it is configured ({@code JettyAdminServer} and {@code UnifiedConnectionFactory} of the
 * reference). Thread-safe.
 */
public final class AdminSecurity implements AutoCloseable {
    private final HttpTransport transport;
    private final Optional<Tls> tls;
    private final Optional<CertificateTrust> identities;

    private AdminSecurity(HttpTransport transport, Optional<Tls> tls, Optional<CertificateTrust> identities) {
        this.transport = transport;
        this.tls = tls;
        this.identities = identities;
    }

    /**
     * Reads keys and certificates.
     *
     * @throws IOException when they cannot be used; the message is meant for the operator
     */
    public static AdminSecurity start(Inspection server) throws IOException {
        AdminConfig config = server.config().monitor().admin();
        if (config.tls().isEmpty()) {
            return new AdminSecurity(HttpTransport.PLAIN, Optional.empty(), Optional.empty());
        }
        AdminTls how = config.tls().get();
        Optional<CertificateTrust> identities = identities(server, how);
        Tls tls = Tls.start(how.tls());
        HttpTransport transport =
                how.acceptsPlain() ? either(tls, config.idleTimeout(), server) : only(tls, config.idleTimeout());
        return new AdminSecurity(transport, Optional.of(tls), identities);
    }

    private static Optional<CertificateTrust> identities(Inspection server, AdminTls how) throws IOException {
        boolean asked = how.needsCertificates() && server.config().auth().x509().isPresent();
        return asked && how.identities().isPresent()
                ? Optional.of(CertificateTrust.load(how.identities().get(), how.revocation()))
                : Optional.empty();
    }

    private static HttpTransport only(Tls tls, Duration patience) {
        return pipeline -> tls.accept(pipeline, patience, Handshakes.UNLIMITED);
    }

    private static HttpTransport either(Tls tls, Duration patience, Inspection server) {
        return pipeline -> {
            tls.acceptEither(pipeline, patience, Handshakes.UNLIMITED);
            pipeline.addLast(new PlainCount(server));
        };
    }

    /** What a connection to the port begins with. */
    HttpTransport transport() {
        return transport;
    }

    /** The subject of a certificate, if it makes its owner somebody. */
    Optional<String> subject(List<X509Certificate> chain) {
        return identities
                .filter(trust -> trust.believes(chain))
                .map(trust -> chain.get(0).getSubjectX500Principal().getName());
    }

    /** Ends the threads; the port must be closed. */
    @Override
    public void close() {
        tls.ifPresent(Tls::close);
    }

    /** Counts who could speak TLS and does not. */
    private static final class PlainCount extends ChannelInboundHandlerAdapter {
        private final Inspection server;

        PlainCount(Inspection server) {
            this.server = server;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ChannelPipeline pipeline = ctx.pipeline();
            if (!Tls.isSpoken(pipeline)) {
                server.count(Count.INSECURE_ADMIN);
            }
            ctx.fireChannelActive();
            pipeline.remove(this);
        }
    }
}
