package io.coordkit.server.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address for servers of an embedded ensemble, which must know each other's before they listen. They lie
 * below those that systems give to outgoing connections, so nobody takes one by chance while its server is down; and no server
 * can connect to itself by the accident of having been given the port that it dials. Processes of one user do not give each
 * other's, either: each claims blocks of ports by locks on files in the directory for temporary ones. Where that cannot be
 * done, any that is free is given.
 */
public final class FreePorts {
    /** The lowest port that is given. */
    public static final int FIRST = 12_000;

    /** How many there are to be given. */
    public static final int COUNT = 12_000;

    private static final int BLOCK = 500;

    /** With so many, a process begins again with its first ones before it claims others. */
    private static final int ENOUGH = 4 * BLOCK;

    private static final PortBlocks BLOCKS = new PortBlocks(
            Path.of(System.getProperty("java.io.tmpdir"), "coordkit-ports-" + System.getProperty("user.name")),
            FIRST,
            COUNT / BLOCK,
            BLOCK,
            ThreadLocalRandom.current());

    private static final List<Integer> OURS = new ArrayList<>();
    private static int next;

    private FreePorts() {}

    /**
     * Ports that nobody listens on at present; never the same twice before all that this process has claimed have had their turn.
     * Thread-safe.
     *
     * @throws IOException when there are not enough
     */
    public static synchronized List<Integer> find(int count) throws IOException {
        List<Integer> found = new ArrayList<>();
        for (int looked = 0; found.size() < count; looked++) {
            if (looked == OURS.size()) {
                next = OURS.size();
                if (!claim()) {
                    throw new IOException("no free ports between " + FIRST + " and " + (FIRST + COUNT));
                }
            }
            if (next == OURS.size() && (OURS.size() >= ENOUGH || !claim())) {
                next = 0;
            }
            int port = OURS.get(next++);
            if (isFree(port)) {
                found.add(port);
            }
        }
        return found;
    }

    private static boolean claim() {
        if (OURS.size() >= COUNT) {
            return false;
        }
        OptionalInt first;
        try {
            first = BLOCKS.claim();
        } catch (IOException noLocks) {
            first = OptionalInt.empty();
        }
        if (first.isPresent()) {
            addAll(first.getAsInt(), BLOCK);
        } else if (OURS.isEmpty()) {
            int middle = ThreadLocalRandom.current().nextInt(FIRST, FIRST + COUNT);
            addAll(middle, FIRST + COUNT - middle);
            addAll(FIRST, middle - FIRST);
        } else {
            return false;
        }
        return true;
    }

    private static void addAll(int first, int count) {
        for (int i = 0; i < count; i++) {
            OURS.add(first + i);
        }
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
