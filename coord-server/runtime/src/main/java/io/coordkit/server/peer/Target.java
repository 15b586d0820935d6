package io.coordkit.server.peer;

import io.coordkit.server.text.HostPort;

/**
 * Where to connect to.
 *
 * @param host a name, to be looked up each time, or an address in numbers without brackets
 */
record Target(String host, int port) {
    @Override
    public String toString() {
        return HostPort.of(host, port);
    }
}
