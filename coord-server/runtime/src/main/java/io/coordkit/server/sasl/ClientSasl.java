package io.coordkit.server.sasl;

import io.coordkit.server.config.SaslConfig;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;

/** Holds exchanges with clients, on threads of its own, as a mechanism may block. Thread-safe. */
public final class ClientSasl implements AutoCloseable {
    private static final int THREADS = 2;
    private static final String SUPER = "super";

    private final Login login;
    private final Map<String, String> users;
    private final LocalNames names;
    private final ExecutorService tasks =
            Executors.newFixedThreadPool(THREADS, new DefaultThreadFactory("coord-sasl", true));

    private ClientSasl(Login login, Map<String, String> users, LocalNames names) {
        this.login = login;
        this.users = users;
        this.names = names;
    }

    /**
     * Logs in, if this is configured.
     *
     * @throws IOException when it is, and cannot be done; the message is meant for the operator
     */
    public static Optional<ClientSasl> start(SaslConfig config) throws IOException {
        Optional<Login> login =
                config.demanded() ? Optional.of(Login.require(config.section())) : Login.ifConfigured(config.section());
        if (login.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> users = new HashMap<>(login.get().users());
        config.superPassword().ifPresent(password -> users.replace(SUPER, password));
        try {
            return Optional.of(new ClientSasl(login.get(), users, new LocalNames(config.names())));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "security.auth_to_local=" + config.names().rules() + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** The server's side of an exchange with one client. */
    public SaslExchange newExchange() {
        return new SaslExchange(this::newServer, tasks);
    }

    private SaslServer newServer() throws SaslException {
        return Mechanism.CLIENTS.server(login, new ServerCallbacks(users, ServerCallbacks.renaming(names::of)));
    }

    @Override
    public void close() {
        tasks.shutdownNow();
    }
}
