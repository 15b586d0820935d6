package io.coordkit.server.sasl;

import io.coordkit.server.config.PeerSecurity;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.jspecify.annotations.Nullable;

/**
 * The SASL side of servers among themselves: proves who this one is, and has others prove it. On threads of its own, as a mechanism
 * may block. Thread-safe.
 */
public final class PeerSasl implements AutoCloseable {
    private static final int THREADS = 2;
    private static final String ANY_HOST = "_HOST";

    private final PeerSecurity.PeerSasl config;
    private final Login learner;
    private final Login server;
    private final HostNames hosts;
    private final ExecutorService tasks =
            Executors.newFixedThreadPool(THREADS, new DefaultThreadFactory("coord-peer-sasl", true));

    private PeerSasl(PeerSecurity.PeerSasl config, Login learner, Login server, HostNames hosts) {
        this.config = config;
        this.learner = learner;
        this.server = server;
        this.hosts = hosts;
    }

    /**
     * Logs in, twice.
     *
     * @param hosts on which there are servers; principals of others are not believed
     * @throws IOException when that cannot be done; the message is meant for the operator
     */
    public static PeerSasl start(PeerSecurity.PeerSasl config, Set<String> hosts) throws IOException {
        Login learner = Login.require(config.learnerSection());
        Login server = Login.require(config.serverSection());
        if (config.proves() && learner.isDigest() && !config.passwords()) {
            throw new IOException(
                    "the section " + config.learnerSection()
                            + " of the Java security configuration is for DIGEST-MD5, which fips-mode=true (the default) forbids");
        }
        HostNames names = config.canonicalNames() ? HostNames.canonical(hosts) : HostNames.asConfigured(hosts);
        return new PeerSasl(config, learner, server, names);
    }

    /** Whether we prove who we are. */
    public boolean proves() {
        return config.proves();
    }

    /** Whether others must. */
    public boolean demands() {
        return config.demands();
    }

    /** Our side towards a server on this host, as the configuration calls it. */
    public SaslClient prover(String host) throws SaslException {
        String[] parts = config.service().split("/");
        String named = parts.length == 2 && parts[1].equals(ANY_HOST)
                ? parts[0] + "/" + nameOf(host).toLowerCase(Locale.ROOT)
                : config.service();
        String password = learner.isDigest() ? learner.option("password") : "";
        return Mechanism.PEERS.client(learner, service(named), new ProverCallbacks(password));
    }

    private String nameOf(String host) throws SaslException {
        try {
            return hosts.of(host);
        } catch (UnknownHostException e) {
            throw new SaslException("nobody knows the host " + host + ", so it has no canonical name", e);
        }
    }

    private Principal service(String named) throws SaslException {
        if (learner.isDigest() || named.indexOf('@') >= 0) {
            return Principal.parse(named);
        }
        return Principal.parse(named + "@" + learner.principal().realm().orElse(""));
    }

    /** What a mechanism makes of a token on our side, as who we are. */
    public byte @Nullable [] prove(SaslClient prover, byte[] token) throws SaslException {
        return learner.isDigest()
                ? prover.evaluateChallenge(token)
                : learner.asInitiator(() -> prover.evaluateChallenge(token));
    }

    /** The side to which others prove who they are. */
    public SaslServer verifier() throws SaslException {
        Map<String, String> users = server.isDigest() ? server.users() : Map.of();
        return Mechanism.PEERS.server(server, new ServerCallbacks(users, this::nameOf));
    }

    /** Nobody is somebody else, and a principal is that of a server. */
    private @Nullable String nameOf(String authenticated, String wanted) {
        if (!authenticated.equals(wanted)) {
            return null;
        }
        if (server.isDigest()) {
            return wanted;
        }
        Principal principal = Principal.parse(wanted);
        return principal.realm().isPresent()
                        && principal.host().filter(hosts::areKnown).isPresent()
                ? wanted
                : null;
    }

    /** Does something that may block, and says on {@code loop} what came of it: a result, or why there is none. */
    public <T> void run(Callable<T> action, EventExecutor loop, BiConsumer<@Nullable T, @Nullable Exception> done) {
        tasks.execute(() -> {
            try {
                T result = action.call();
                loop.execute(() -> done.accept(result, null));
            } catch (Exception e) {
                loop.execute(() -> done.accept(null, e));
            }
        });
    }

    @Override
    public void close() {
        tasks.shutdownNow();
    }
}
