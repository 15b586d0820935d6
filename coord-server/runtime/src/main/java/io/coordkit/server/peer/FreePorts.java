package io.coordkit.server.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of the loopback address for servers of an embedded ensemble, which must know each other's before they listen. They lie
 * below those that systems give to outgoing connections, so nobody takes one by chance while its server is down; and no server
 * can connect to itself by the accident of having been given the port that it dials.
 */
public final class FreePorts {
    /** The lowest port that is given. */
    public static final int FIRST = 12_000;

    /** How many there are to be given. */
    public static final int COUNT = 18_000;

    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePorts() {}

    /**
     * Ports that nobody listens on at present; never the same twice before all have had their turn. Thread-safe.
     *
     * @throws IOException when there are not enough
     */
    public static List<Integer> find(int count) throws IOException {
        List<Integer> found = new ArrayList<>();
        for (int tries = 0; tries < COUNT && found.size() < count; tries++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                found.add(port);
            }
        }
        if (found.size() < count) {
            throw new IOException("no free ports between " + FIRST + " and " + (FIRST + COUNT));
        }
        return found;
    }

    /** Whether nobody listens on a port of the loopback address at present. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
