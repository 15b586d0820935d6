package io.coordkit.sim;

import io.coordkit.sim.check.Found;
import io.coordkit.sim.check.Ledger;
import io.coordkit.sim.client.SimClient;
import io.coordkit.sim.engine.Draws;
import io.coordkit.sim.engine.Engine;
import io.coordkit.sim.engine.Trace;
import io.coordkit.sim.node.Sabotage;
import io.coordkit.sim.node.SimNode;
import io.coordkit.sim.plan.Action;
import io.coordkit.sim.plan.Knobs;
import io.coordkit.sim.plan.Plan;
import io.coordkit.sim.plan.PlanGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One run of a server and its clients: first things go wrong as planned, then they stop, and everybody must be served again.
 * The same plan gives the same run.
 */
public final class Simulation {
    /** Longer than a restart, the notice of a broken connection and a new one take together. */
    private static final long RECONNECT_NANOS = 3_000 * Engine.NANOS_PER_MS;

    private final Plan plan;
    private Sabotage sabotage = Sabotage.NONE;
    private int traceLines;

    private Simulation(Plan plan) {
        this.plan = plan;
    }

    /** The run of a seed. */
    public static Simulation of(long seed) {
        return new Simulation(PlanGenerator.of(seed));
    }

    /** The run of a plan. */
    public static Simulation of(Plan plan) {
        return new Simulation(plan);
    }

    /** Plants a bug. */
    public Simulation sabotage(Sabotage planted) {
        this.sabotage = planted;
        return this;
    }

    /** Keeps the last lines of the trace for the violation. */
    public Simulation traceLines(int lines) {
        this.traceLines = lines;
        return this;
    }

    /** What will happen. */
    public Plan plan() {
        return plan;
    }

    /** Runs it to its end or to the first violation. */
    public Outcome run() {
        Trace trace = new Trace(traceLines);
        Engine engine = new Engine(plan.seed(), trace);
        Ledger ledger = new Ledger();
        Knobs knobs = plan.knobs();
        SimNode node = new SimNode(0, Draws.mix(plan.seed(), 1), engine, knobs, ledger, sabotage);
        List<SimClient> clients = new ArrayList<>();
        for (int i = 0; i < knobs.clients(); i++) {
            clients.add(new SimClient(i, engine, knobs, ledger, node::accept, node));
        }
        Optional<Violation> violation = Optional.empty();
        try {
            node.start();
            clients.forEach(SimClient::start);
            goWrong(engine, node, clients);
            heal(engine, node, clients);
        } catch (Found found) {
            violation = Optional.of(new Violation(
                    found.checker(),
                    engine.events(),
                    engine.now(),
                    found.zxid(),
                    String.valueOf(found.getMessage()),
                    trace.lines()));
        }
        Stats stats = new Stats(
                1,
                engine.now(),
                engine.events(),
                Math.max(0, node.recoveries() - 1),
                ledger.model().zxid(),
                ledger.replies(),
                ledger.watchEvents(),
                node.snapshots());
        return new Outcome(violation, stats, trace.hash());
    }

    private void goWrong(Engine engine, SimNode node, List<SimClient> clients) {
        for (Action action : plan.actions()) {
            engine.at(action.atMicros() * 1000, () -> perform(action, engine, node, clients));
        }
        engine.runUntil(plan.knobs().durationMs() * Engine.NANOS_PER_MS);
    }

    private static void perform(Action action, Engine engine, SimNode node, List<SimClient> clients) {
        engine.note(action.verb().name(), action.who(), action.arg());
        if (action.verb().isClients()) {
            clients.get(action.who()).perform(action);
            return;
        }
        long nanos = action.arg() * Engine.NANOS_PER_MS;
        switch (action.verb()) {
            case KILL -> node.dieAfter(action.arg(), false);
            case POWER -> node.dieAfter(action.arg(), true);
            case PAUSE -> node.pause(nanos);
            case SLOW_DISK -> node.slowDisk(nanos);
            case FORCE_FAILS -> node.failForcesAfter(action.arg());
            case FULL_DISK -> node.fillDiskAfter(action.arg());
            case CLOCK -> node.jumpClock(action.arg());
            case PURGE -> node.purge();
            default -> throw new IllegalArgumentException("no server does " + action.verb());
        }
    }

    /** No more faults: every client must get a session and an answer in time, and nobody may have missed anything. */
    private void heal(Engine engine, SimNode node, List<SimClient> clients) {
        node.heal();
        clients.forEach(SimClient::thaw);
        engine.runUntil(engine.now() + RECONNECT_NANOS + 2 * longestTimeoutNanos());
        long[] before = clients.stream().mapToLong(SimClient::synced).toArray();
        clients.forEach(SimClient::sync);
        engine.runUntil(engine.now() + longestTimeoutNanos());
        for (int i = 0; i < before.length; i++) {
            if (clients.get(i).synced() == before[i]) {
                throw new Found("liveness", 0, "client " + i + " is not served although all is well");
            }
            clients.get(i).checkWatches();
        }
    }

    private long longestTimeoutNanos() {
        Knobs knobs = plan.knobs();
        long granted = Math.min(knobs.tickMs() * 20L, Math.max(knobs.tickMs() * 2L, knobs.timeoutMs()));
        return Math.max(1000, granted) * Engine.NANOS_PER_MS;
    }
}
