package io.coordkit.server.peer;

import io.coordkit.core.quorum.Member;
import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.config.PeerSecurity;
import io.coordkit.server.sasl.PeerSasl;
import io.coordkit.server.tls.Handshakes;
import io.coordkit.server.tls.Tls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ConnectTimeoutException;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What other servers must do, and what we do for them, before they are believed: TLS, SASL, both or nothing. */
final class PeerGuard implements AutoCloseable {
    private final PeerSecurity security;
    private final Optional<Tls> tls;
    private final Optional<PeerSasl> sasl;

    private PeerGuard(PeerSecurity security, Optional<Tls> tls, Optional<PeerSasl> sasl) {
        this.security = security;
        this.tls = tls;
        this.sasl = sasl;
    }

    /** @throws IOException when what is configured cannot be done; the message is meant for the operator */
    static PeerGuard start(MemberConfig member) throws IOException {
        PeerSecurity security = member.security();
        Set<String> hosts = member.membership().members().stream()
                .flatMap(each -> each.addresses().stream())
                .map(Member.Address::host)
                .collect(Collectors.toSet());
        Optional<PeerSasl> sasl = security.sasl().isEmpty()
                ? Optional.empty()
                : Optional.of(PeerSasl.start(security.sasl().get(), hosts));
        try {
            Optional<Tls> tls = security.tls().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Tls.start(security.tls().get()));
            return new PeerGuard(security, tls, sasl);
        } catch (IOException e) {
            sasl.ifPresent(PeerSasl::close);
            throw e;
        }
    }

    /** First on a socket that somebody has opened: those behind are told that it is active when TLS is spoken, if it must be. */
    void accept(ChannelPipeline pipeline, Duration patience) {
        if (tls.isEmpty()) {
            return;
        }
        if (security.acceptsPlain()) {
            tls.get().acceptEither(pipeline, patience, Handshakes.UNLIMITED);
        } else {
            tls.get().accept(pipeline, patience, Handshakes.UNLIMITED);
        }
    }

    /** What has whoever has opened a socket prove its name, if names are proven. */
    Optional<ChannelHandler> verifier(Duration patience, Verifier.Verdict verdict) {
        return sasl.map(how -> new Verifier(how, patience, verdict));
    }

    /** First on a socket that we open; otherwise as {@link #accept}. */
    void connect(ChannelPipeline pipeline, Target target, Duration patience) {
        if (security.connectsByTls()) {
            tls.ifPresent(how -> how.connect(pipeline, target.host(), target.port(), patience));
        }
    }

    /**
     * Proves who we are on a socket that we open, or have opened, if we do.
     *
     * @param patience for all of it; then it has failed
     * @param next what takes what comes after that, and is told then that the channel is active unless it knows already
     * @return done when the other side believes us
     */
    Future<Void> prove(Channel channel, Target target, Duration patience, ChannelHandler next) {
        if (sasl.isEmpty() || !sasl.get().proves()) {
            return channel.eventLoop().newSucceededFuture(null);
        }
        Promise<Void> proven = channel.eventLoop().newPromise();
        Future<?> deadline = channel.eventLoop()
                .schedule(
                        () -> proven.tryFailure(new ConnectTimeoutException("no proof of our name is accepted")),
                        patience.toMillis(),
                        TimeUnit.MILLISECONDS);
        proven.addListener(done -> deadline.cancel(false));
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addBefore(pipeline.context(next).name(), null, new Prover(sasl.get(), target.host(), proven));
        return proven;
    }

    @Override
    public void close() {
        tls.ifPresent(Tls::close);
        sasl.ifPresent(PeerSasl::close);
    }
}
