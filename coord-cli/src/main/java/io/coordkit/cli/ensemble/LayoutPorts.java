package io.coordkit.cli.ensemble;

import io.coordkit.server.peer.FreePorts;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Finds out whether the ports of an ensemble are free. */
final class LayoutPorts {

    /** Beyond those of embedded ensembles, so that no test or demo takes one while its server is down. */
    private static final int FIRST = FreePorts.FIRST + FreePorts.COUNT;

    /** So that none is among those that systems give to outgoing connections. */
    private static final int LAST = 32_767 - Layout.HIGHEST_OFFSET;

    private static final int TRIES = 100;

    private LayoutPorts() {}

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
            Layout candidate = layout.withPort(lowest(ThreadLocalRandom.current()));
            if (taken(candidate).isEmpty()) {
                return candidate;
            }
        }
        throw new EnsembleFailure("found no free ports; --port chooses some");
    }

    private static int lowest(RandomGenerator random) {
        return random.nextInt(FIRST, LAST + 1);
    }

    private static Optional<Integer> taken(Layout layout) {
        return layout.ports().stream().filter(port -> !FreePorts.isFree(port)).findFirst();
    }
}
