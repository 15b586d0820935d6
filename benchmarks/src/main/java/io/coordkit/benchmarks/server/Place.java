package io.coordkit.benchmarks.server;

import io.coordkit.server.peer.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Where one server of a deployment listens, on the loopback address.
 *
 * @param id its number in the ensemble, from 1
 */
record Place(int id, int clientPort, int quorumPort, int electionPort, boolean observer) {
    private static final int PORTS_EACH = 3;

    /** So many servers on ports that are free, and stay so while one of them is down; observers come last. */
    static List<Place> find(int voters, int observers) throws IOException {
        Iterator<Integer> ports =
                FreePorts.find((voters + observers) * PORTS_EACH).iterator();
        List<Place> places = new ArrayList<>();
        for (int id = 1; id <= voters + observers; id++) {
            places.add(new Place(id, ports.next(), ports.next(), ports.next(), id > voters));
        }
        return places;
    }

    /** For clients. */
    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), clientPort);
    }

    /** This server's line in the zoo.cfg of every member. */
    String serverLine() {
        return "server." + id + "=" + host() + ":" + quorumPort + ":" + electionPort + (observer ? ":observer" : "");
    }

    String host() {
        return address().getAddress().getHostAddress();
    }
}
