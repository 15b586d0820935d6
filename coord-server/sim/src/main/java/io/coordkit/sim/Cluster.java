package io.coordkit.sim;

import io.coordkit.core.quorum.Membership;
import io.coordkit.sim.check.Chronicle;
import io.coordkit.sim.check.Found;
import io.coordkit.sim.client.SimClient;
import io.coordkit.sim.engine.Draws;
import io.coordkit.sim.engine.Engine;
import io.coordkit.sim.engine.Stream;
import io.coordkit.sim.net.PeerNetwork;
import io.coordkit.sim.node.Sabotage;
import io.coordkit.sim.node.SimNode;
import io.coordkit.sim.plan.Action;
import io.coordkit.sim.plan.Knobs;
import io.coordkit.sim.plan.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The servers and clients of one run, and what a plan does to them. */
final class Cluster {
    private final Engine engine;
    private final Knobs knobs;
    private final Chronicle chronicle;
    private final PeerNetwork network;
    private final List<SimNode> nodes = new ArrayList<>();
    private final List<SimClient> clients = new ArrayList<>();
    private long shownWhenBusy;

    Cluster(Plan plan, Engine engine, Sabotage sabotage) {
        this.engine = engine;
        this.knobs = plan.knobs();
        this.network = new PeerNetwork(engine, knobs.latencyMicros() * 1000L);
        Optional<Membership> membership = Members.of(knobs);
        this.chronicle = new Chronicle(membership.map(Membership::quorum), knobs.counterMax());
        int first = membership.isEmpty() ? 0 : 1;
        for (int i = 0; i < knobs.servers(); i++) {
            SimNode node = new SimNode(
                    first + i, Draws.mix(plan.seed(), i + 1L), engine, knobs, chronicle, network, membership, sabotage);
            nodes.add(node);
            network.add(first + i, node);
        }
        for (int i = 0; i < knobs.clients(); i++) {
            clients.add(new SimClient(i, engine, knobs, chronicle, List.copyOf(nodes)));
        }
    }

    Engine engine() {
        return engine;
    }

    List<SimClient> clients() {
        return clients;
    }

    void start() {
        nodes.forEach(SimNode::start);
        clients.forEach(SimClient::start);
    }

    void perform(Action action) {
        engine.note(action.verb().name(), action.who(), action.arg());
        if (action.verb().isClients()) {
            clients.get(action.who()).perform(action);
            return;
        }
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
            case FORCE_FAILS -> node.failForcesAfter(action.arg());
            case FULL_DISK -> node.fillDiskAfter(action.arg());
            case CLOCK -> node.jumpClock(action.arg());
            case PURGE -> node.purge();
            case ISOLATE, ISOLATE_LEADER -> isolate(who, nanos);
            case CUT_PAIR -> cut(who, who + 1, nanos);
            case CLOG -> clog(who, nanos);
            case BREAK_LINKS -> network.breakLinks(id(who));
            case NEW_DISK -> replaceDisk(node);
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

    /**
     * Only while all others serve and have everything on disk, promises of all elections, too: what nobody else has is lost with
     * a disk.
     */
    private void replaceDisk(SimNode node) {
        long newest = nodes.stream().mapToLong(SimNode::newestPromise).max().orElse(0);
        boolean othersAreWell = nodes.stream()
                .allMatch(other ->
                        other == node || other.isWell() && other.isUpAndServing() && other.promiseOnDisk() == newest);
        if (knobs.voters() >= 3 && othersAreWell && chronicle.isSafeWithout(node.id())) {
            node.replaceDisk();
        }
    }

    /** All are well from now on, or as many as are needed; the others are gone for good. */
    void heal() {
        network.heal();
        if (knobs.healQuorum() == 1) {
            retireSome();
        }
        nodes.forEach(SimNode::heal);
        clients.forEach(SimClient::thaw);
    }

    private void retireSome() {
        List<SimNode> inTurn = new ArrayList<>(nodes);
        Collections.rotate(inTurn, (int) engine.draws().between(Stream.RETIRE, 0, 0, nodes.size() - 1L));
        for (SimNode node : inTurn) {
            nodes.remove(node);
            if (chronicle.isQuorum(nodes.stream().map(SimNode::id).toList())) {
                node.retire();
            } else {
                nodes.add(node);
            }
        }
    }

    /** Whether a client waits, and not in vain: thousands of requests take their time where an epoch has few transactions. */
    boolean isBusy() {
        long shown = chronicle.shownCount();
        boolean moves = shown > shownWhenBusy;
        shownWhenBusy = shown;
        return moves && clients.stream().anyMatch(SimClient::isWaiting);
    }

    /** With all servers up and joined, somebody leads and everybody serves. */
    void checkLeader() {
        if (knobs.voters() == 0) {
            return;
        }
        long leaders =
                nodes.stream().filter(node -> node.isUp() && node.isLeading()).count();
        if (leaders != 1) {
            throw new Found("liveness", 0, leaders + " leaders although all is well");
        }
        nodes.forEach(node -> {
            if (!node.isUpAndServing()) {
                throw new Found("liveness", 0, "server " + node.name() + " does not serve although all is well");
            }
        });
    }

    /** When all is quiet, all servers have the same tree, and no client has missed anything. */
    void checkQuiet() {
        long digest = nodes.get(0).digest();
        for (SimNode node : nodes) {
            if (node.digest() != digest) {
                throw new Found("state", 0, "server " + node.name() + " has another tree than the first");
            }
        }
        clients.forEach(client -> client.checkWatches(nodes.get(0).ledger()));
    }

    Stats stats() {
        return new Stats(
                1,
                engine.now(),
                engine.events(),
                nodes.stream()
                        .mapToLong(node -> Math.max(0, node.recoveries() - 1))
                        .sum(),
                chronicle.leaderChanges(),
                chronicle.shownCount(),
                nodes.stream().mapToLong(node -> node.ledger().replies()).sum(),
                nodes.stream().mapToLong(node -> node.ledger().watchEvents()).sum(),
                nodes.stream().mapToLong(SimNode::snapshots).sum(),
                syncs("DIFF"),
                syncs("TRUNC"),
                syncs("DIFF-LOG") + syncs("TRUNC-LOG"),
                syncs("SNAP"));
    }

    private long syncs(String plan) {
        return nodes.stream()
                .mapToLong(node -> node.syncs().getOrDefault(plan, 0L))
                .sum();
    }
}
