package io.coordkit.cli.ensemble;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Finds out whether the ports of an ensemble are free. */
final class FreePorts {

    /** Below the range from which systems take ports for outgoing connections, with room for the highest offset. */
    private static final int LOWEST = 12_000;

    private static final int BEYOND = 28_000;
    private static final int TRIES = 100;

    private FreePorts() {}

    /**
     * The layout with ports that are free at the moment: its own, or any when its port is 0.
     *
     * @throws EnsembleFailure when there are none
     */
    static Layout check(Layout layout) throws EnsembleFailure {
        if (layout.port() == 0) {
            return any(layout);
        }
        Optional<Integer> taken = taken(layout);
        if (taken.isPresent()) {
            throw new EnsembleFailure("port " + taken.get() + " is in use; --port chooses others, 0 any that are free");
        }
        return layout;
    }

    private static Layout any(Layout layout) throws EnsembleFailure {
        for (int i = 0; i < TRIES; i++) {
            Layout candidate = layout.withPort(ThreadLocalRandom.current().nextInt(LOWEST, BEYOND));
            if (taken(candidate).isEmpty()) {
                return candidate;
            }
        }
        throw new EnsembleFailure("found no free ports; --port chooses some");
    }

    private static Optional<Integer> taken(Layout layout) {
        return layout.ports().stream().filter(port -> !isFree(port)).findFirst();
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
