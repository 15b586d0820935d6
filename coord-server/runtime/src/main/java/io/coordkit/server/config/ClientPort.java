package io.coordkit.server.config;

import io.coordkit.core.quorum.Member;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where clients are served: {@code clientPort} and {@code clientPortAddress}, or what stands behind the semicolon of the
 * server's own line; where both speak, they must agree ({@code QuorumPeerConfig.setupClientPort} of the reference).
 */
final class ClientPort {
    private static final String PORT = "clientPort";
    private static final String HOST = "clientPortAddress";
    private static final String SECURE_PORT = "secureClientPort";
    private static final String SECURE_HOST = "secureClientPortAddress";
    private static final int UNSET = -1;
    private static final int PORT_MAX = 65_535;

    private ClientPort() {}

    /** Where TLS is spoken and nothing else. */
    static Optional<InetSocketAddress> secure(Settings settings) throws ConfigException {
        int port = (int) settings.number(SECURE_PORT, UNSET, 0, PORT_MAX);
        Optional<InetAddress> host = host(settings, SECURE_HOST);
        if (port == UNSET) {
            if (host.isPresent()) {
                throw settings.refusal(SECURE_HOST, "is given without " + SECURE_PORT);
            }
            return Optional.empty();
        }
        return Optional.of(host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host.get(), port));
    }

    /**
     * Where TLS need not be spoken; nowhere if there is a port for TLS only.
     *
     * @param self the server's own line, if there is one
     */
    static Optional<InetSocketAddress> read(Settings settings, Optional<Member> self) throws ConfigException {
        int port = (int) settings.number(PORT, UNSET, 0, PORT_MAX);
        Optional<InetAddress> host = host(settings, HOST);
        String client = self.map(Member::client).orElse("");
        if (!client.isEmpty()) {
            InetSocketAddress address = address(settings, self.orElseThrow());
            if (port != UNSET && port != address.getPort()) {
                throw settings.refusal(PORT, "differs from the client port of this server's line, " + client);
            }
            if (host.isPresent()
                    && !host.get().isAnyLocalAddress()
                    && !host.get().equals(address.getAddress())) {
                throw settings.refusal(HOST, "differs from the client address of this server's line, " + client);
            }
            return Optional.of(address);
        }
        if (port == UNSET && settings.text(SECURE_PORT).isPresent()) {
            if (host.isPresent()) {
                throw settings.refusal(HOST, "is given without " + PORT);
            }
            return Optional.empty();
        }
        if (port == UNSET) {
            throw new ConfigException(settings.origin() + ": " + PORT + " is missing"
                    + (self.isPresent()
                            ? ", and the line server." + self.get().id() + " names none behind a ';'"
                            : ""));
        }
        return Optional.of(host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host.get(), port));
    }

    private static Optional<InetAddress> host(Settings settings, String key) throws ConfigException {
        Optional<String> name = settings.text(key);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(name.get()));
        } catch (UnknownHostException e) {
            throw settings.refusal(key, "is not a known host");
        }
    }

    /** @param self whose line says where clients come */
    private static InetSocketAddress address(Settings settings, Member self) throws ConfigException {
        try {
            return new InetSocketAddress(InetAddress.getByName(self.clientHost()), self.clientPort());
        } catch (UnknownHostException e) {
            throw new ConfigException(settings.origin() + ": server." + self.id() + ": the client address "
                    + self.clientHost() + " is not a known host");
        }
    }
}
