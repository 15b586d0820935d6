package io.coordkit.server.config;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * TLS for clients.
 *
 * @param address where nothing else is spoken; {@code secureClientPort}
 * @param onPlainPort whether it is spoken on the ordinary port, too; {@code client.portUnification}
 */
public record ClientTls(Optional<InetSocketAddress> address, boolean onPlainPort, TlsConfig tls) {
    static Optional<ClientTls> read(Settings settings) throws ConfigException {
        Optional<InetSocketAddress> address = ClientPort.secure(settings);
        boolean onPlainPort = settings.flag("client.portUnification", false);
        if (address.isEmpty() && !onPlainPort) {
            return Optional.empty();
        }
        return Optional.of(new ClientTls(address, onPlainPort, TlsKeys.ofClients(settings)));
    }
}
