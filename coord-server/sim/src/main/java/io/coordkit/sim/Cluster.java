package io.coordkit.sim;

import io.coordkit.sim.check.Chronicle;
import io.coordkit.sim.check.Found;
import io.coordkit.sim.check.Ledger;
import io.coordkit.sim.client.SimClient;
import io.coordkit.sim.engine.Engine;
import io.coordkit.sim.engine.Stream;
import io.coordkit.sim.node.Sabotage;
import io.coordkit.sim.node.Servers;
import io.coordkit.sim.node.SimNode;
import io.coordkit.sim.plan.Action;
import io.coordkit.sim.plan.Knobs;
import io.coordkit.sim.plan.Members;
import io.coordkit.sim.plan.Plan;
import io.coordkit.sim.plan.Verb;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** The servers and clients of one run with their checkers, and what a plan does to them. */
final class Cluster {
    private final Engine engine;
    private final Knobs knobs;
    private final Chronicle chronicle;
    private final Servers servers;
    private final TreeMap<Integer, Ledger> ledgers = new TreeMap<>();
    private final List<SimClient> clients = new ArrayList<>();
    private long shownWhenBusy;

    Cluster(Plan plan, Engine engine, Sabotage sabotage) {
        this.engine = engine;
        this.knobs = plan.knobs();
        this.chronicle = new Chronicle(Members.of(knobs), knobs.counterMax());
        this.servers = new Servers(engine, plan.seed(), knobs, sabotage, this::ledgerOf);
        for (int i = 0; i < knobs.clients(); i++) {
            clients.add(new SimClient(i, engine, knobs, chronicle, List.copyOf(servers.nodes())));
        }
    }

    private Ledger ledgerOf(SimNode node) {
        return ledgers.computeIfAbsent(node.id(), id -> new Ledger(chronicle, id, node));
    }

    Engine engine() {
        return engine;
    }

    List<SimClient> clients() {
        return clients;
    }

    void start() {
        servers.start();
        clients.forEach(SimClient::start);
    }

    void perform(Action action) {
        engine.note(action.verb().name(), action.who(), action.arg());
        if (action.verb().isClients()) {
            clients.get(action.who()).perform(action);
        } else if (action.verb() == Verb.NEW_DISK) {
            replaceDisk(servers.nodes().get(action.who() % servers.nodes().size()));
        } else {
            servers.perform(action);
        }
    }

    /**
     * Only while all others serve and have everything on disk, promises of all elections, too: what nobody else has is lost with
     * a disk.
     */
    private void replaceDisk(SimNode node) {
        long newest =
                servers.nodes().stream().mapToLong(SimNode::newestPromise).max().orElse(0);
        boolean othersAreWell = servers.nodes().stream()
                .allMatch(other ->
                        other == node || other.isWell() && other.isUpAndServing() && other.promiseOnDisk() == newest);
        if (knobs.voters() >= 3 && othersAreWell && chronicle.isSafeWithout(node.id())) {
            node.replaceDisk();
        }
    }

    /** All are well from now on, or as many as are needed; the others are gone for good. */
    void heal() {
        servers.healNetwork();
        if (knobs.healQuorum() == 1) {
            retireSome();
        }
        servers.heal();
        clients.forEach(SimClient::thaw);
    }

    private void retireSome() {
        List<SimNode> left = new ArrayList<>(servers.nodes());
        Collections.rotate(left, (int) engine.draws().between(Stream.RETIRE, 0, 0, left.size() - 1L));
        for (SimNode node : List.copyOf(left)) {
            left.remove(node);
            if (chronicle.isQuorum(left.stream().map(SimNode::id).toList())) {
                servers.retire(node);
            } else {
                left.add(node);
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
        long leaders = servers.nodes().stream()
                .filter(node -> node.isUp() && node.isLeading())
                .count();
        if (leaders != 1) {
            throw new Found("liveness", 0, leaders + " leaders although all is well");
        }
        servers.nodes().forEach(node -> {
            if (!node.isUpAndServing()) {
                throw new Found("liveness", 0, "server " + node.name() + " does not serve although all is well");
            }
        });
    }

    /** When all is quiet, all servers have the same tree, and no client has missed anything. */
    void checkQuiet() {
        SimNode first = servers.nodes().get(0);
        long digest = first.digest();
        for (SimNode node : servers.nodes()) {
            if (node.digest() != digest) {
                throw new Found("state", 0, "server " + node.name() + " has another tree than the first");
            }
        }
        clients.forEach(client -> client.checkWatches(ledgerOf(first)));
    }

    Stats stats() {
        List<SimNode> nodes = servers.nodes();
        return new Stats(
                1,
                engine.now(),
                engine.events(),
                nodes.stream()
                        .mapToLong(node -> Math.max(0, node.recoveries() - 1))
                        .sum(),
                chronicle.leaderChanges(),
                chronicle.reconfigurations(),
                chronicle.shownCount(),
                ledgers.values().stream().mapToLong(Ledger::replies).sum(),
                ledgers.values().stream().mapToLong(Ledger::watchEvents).sum(),
                nodes.stream().mapToLong(SimNode::snapshots).sum(),
                syncs("DIFF"),
                syncs("TRUNC"),
                syncs("DIFF-LOG") + syncs("TRUNC-LOG"),
                syncs("SNAP"));
    }

    private long syncs(String plan) {
        return servers.nodes().stream()
                .mapToLong(node -> node.syncs().getOrDefault(plan, 0L))
                .sum();
    }
}
