package io.coordkit.server.config;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * TLS for clients.
 *
 * @param address where nothing else is spoken; {@code secureClientPort}
 * @param onPlainPort whether it is spoken on the ordinary port, too; {@code client.portUnification}
 * @param handshakesMax handshakes at the same time, 0 for no limit; {@code zookeeper.netty.server.outstandingHandshake.limit}
 */
public record ClientTls(Optional<InetSocketAddress> address, boolean onPlainPort, int handshakesMax, TlsConfig tls) {
    static Optional<ClientTls> read(Settings settings) throws ConfigException {
        Optional<InetSocketAddress> address = ClientPort.secure(settings);
        boolean onPlainPort = settings.flag("client.portUnification", false);
        int handshakesMax = Math.max(0, settings.integer("netty.server.outstandingHandshake.limit", -1));
        if (address.isEmpty() && !onPlainPort) {
            return Optional.empty();
        }
        return Optional.of(new ClientTls(address, onPlainPort, handshakesMax, TlsKeys.ofClients(settings)));
    }
}
