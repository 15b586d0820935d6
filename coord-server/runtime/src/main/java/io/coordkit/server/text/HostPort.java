package io.coordkit.server.text;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Socket addresses as people and connect strings write them: {@code host:port}, without Java's slash. */
public final class HostPort {
    private HostPort() {}

    /** The address in numbers, IPv6 in brackets; {@code 0.0.0.0} when it stands for all addresses of either kind. */
    public static String of(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        if (host == null) {
            return address.getHostString() + ":" + address.getPort();
        }
        return of(host.isAnyLocalAddress() ? "0.0.0.0" : host.getHostAddress(), address.getPort());
    }

    /** @param host a name, or an address in numbers */
    public static String of(String host, int port) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
