package io.coordkit.sim.node;

import io.coordkit.sim.check.Witness;
import io.coordkit.sim.engine.Draws;
import io.coordkit.sim.engine.Engine;
import io.coordkit.sim.net.PeerNetwork;
import io.coordkit.sim.plan.Action;
import io.coordkit.sim.plan.Knobs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** The servers of one run, the network that joins them, and what can be done to both. */
public final class Servers {
    private final Engine engine;
    private final Knobs knobs;
    private final PeerNetwork network;
    private final List<SimNode> nodes = new ArrayList<>();

    /**
     * Servers that have never run.
     *
     * @param witness who looks at each of them
     */
    public Servers(Engine engine, long seed, Knobs knobs, Sabotage sabotage, Function<SimNode, Witness> witness) {
        this.engine = engine;
        this.knobs = knobs;
        this.network = new PeerNetwork(engine, knobs.latencyMicros() * 1000L);
        int first = knobs.voters() == 0 ? 0 : 1;
        for (int i = 0; i < knobs.servers(); i++) {
            long ofNode = Draws.mix(seed, i + 1L);
            SimNode node = new SimNode(first + i, ofNode, engine, knobs, network, sabotage, witness);
            nodes.add(node);
            network.add(first + i, node);
        }
    }

    /** Starts them all. */
    public void start() {
        nodes.forEach(SimNode::start);
    }

    /** Those that are not gone for good. */
    public List<SimNode> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** Does to servers what a plan says. */
    public void perform(Action action) {
        int who = action.verb().isLeaders() ? leader() : action.who();
        if (who < 0) {
            return;
        }
        SimNode node = nodes.get(who % nodes.size());
        long nanos = action.arg() * Engine.NANOS_PER_MS;
        switch (action.verb()) {
            case KILL, KILL_LEADER -> node.dieAfter(action.arg(), false);
            case POWER, POWER_LEADER -> node.dieAfter(action.arg(), true);
            case PAUSE -> node.pause(nanos);
            case SLOW_DISK -> node.slowDisk(nanos);
            case TAKE_PORT -> node.takePort(nanos);
            case FORCE_FAILS -> node.failForcesAfter(action.arg());
            case FULL_DISK -> node.fillDiskAfter(action.arg());
            case CLOCK -> node.jumpClock(action.arg());
            case PURGE -> node.purge();
            case ISOLATE, ISOLATE_LEADER -> isolate(who, nanos);
            case CUT_PAIR -> cut(who, who + 1, nanos);
            case CLOG -> clog(who, nanos);
            case BREAK_LINKS -> network.breakLinks(id(who));
            default -> throw new IllegalArgumentException("no server does " + action.verb());
        }
    }

    private int leader() {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).isUp() && nodes.get(i).isLeading()) {
                return i;
            }
        }
        return -1;
    }

    private long id(int who) {
        return who % nodes.size() + (knobs.voters() == 0 ? 0L : 1L);
    }

    private void isolate(int who, long nanos) {
        for (int i = 1; i < nodes.size(); i++) {
            cut(who, who + i, nanos);
            cut(who + i, who, nanos);
        }
    }

    private void cut(int from, int to, long nanos) {
        if (id(from) != id(to)) {
            network.cut(id(from), id(to));
            engine.after(nanos, () -> network.mend(id(from), id(to)));
        }
    }

    private void clog(int who, long nanos) {
        for (int i = 1; i < nodes.size(); i++) {
            network.clog(id(who), id(who + i), engine.now() + nanos);
        }
    }

    /** No fault is left between them. */
    public void healNetwork() {
        network.heal();
    }

    /** One of them dies and does not come back. */
    public void retire(SimNode node) {
        nodes.remove(node);
        node.retire();
    }

    /** No fault is left: all that are not gone for good are well, or will be in a moment. */
    public void heal() {
        network.heal();
        nodes.forEach(SimNode::heal);
    }
}
