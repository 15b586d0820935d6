package io.coordkit.it.process;

import io.coordkit.server.peer.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Free TCP ports on loopback, for servers that must keep them through restarts. */
public final class Ports {

    private Ports() {}

    /** One that nobody listens on, and that is given to nobody else for long. */
    public static int free() {
        try {
            return FreePorts.find(1).get(0);
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
