package io.coordkit.it.container;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine under which containers are reachable over all their lives. */
final class HostPorts {

    /** Below the range from which systems take ports for outgoing connections. */
    private static final int LOWEST = 12_000;

    private static final int BEYOND = 32_000;
    private static final int TRIES = 200;

    private HostPorts() {}

    static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
        throw new IllegalStateException("no free port in " + TRIES + " tries");
    }
}
