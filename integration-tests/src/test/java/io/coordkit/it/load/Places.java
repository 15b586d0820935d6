package io.coordkit.it.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The znodes that the load works on: few enough that clients meet, many enough that they also miss each other. */
final class Places {

    static final String ROOT = "/load";
    static final String REGISTERS = ROOT + "/registers";
    static final String PAIRS = ROOT + "/pairs";
    static final String VISITORS = ROOT + "/visitors";
    static final String QUEUE = ROOT + "/queue";
    static final String EPHEMERALS = ROOT + "/ephemerals";

    private static final int COUNT = 6;

    private Places() {}

    static List<String> parents() {
        return List.of(ROOT, REGISTERS, PAIRS, VISITORS, QUEUE, EPHEMERALS);
    }

    /** Set by everybody, never deleted. */
    static String register(int i) {
        return REGISTERS + "/r" + i;
    }

    /** Set by multis, both halves or none. */
    static List<String> pair(int i) {
        return List.of(PAIRS + "/p" + i + "-left", PAIRS + "/p" + i + "-right");
    }

    /** Created and deleted by everybody. */
    static String visitor(int i) {
        return VISITORS + "/v" + i;
    }

    /** Of the session that created it. */
    static String ephemeral(String name) {
        return EPHEMERALS + "/" + name;
    }

    /** What exists before the load begins, parents first. */
    static List<String> furniture() {
        var paths = new ArrayList<>(parents());
        for (int i = 0; i < COUNT; i++) {
            paths.add(register(i));
            paths.addAll(pair(i));
        }
        return paths;
    }

    static int any(Random random) {
        return random.nextInt(COUNT);
    }
}
