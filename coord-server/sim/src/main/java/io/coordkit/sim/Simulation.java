package io.coordkit.sim;

import io.coordkit.sim.check.Found;
import io.coordkit.sim.client.SimClient;
import io.coordkit.sim.engine.Engine;
import io.coordkit.sim.engine.Trace;
import io.coordkit.sim.node.Sabotage;
import io.coordkit.sim.plan.Action;
import io.coordkit.sim.plan.Knobs;
import io.coordkit.sim.plan.Plan;
import io.coordkit.sim.plan.PlanGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One run of some servers and their clients: first things go wrong as planned, then they stop, and everybody must be served again.
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
        Cluster cluster = new Cluster(plan, new Engine(plan.seed(), trace), sabotage);
        Optional<Violation> violation = Optional.empty();
        Engine engine = cluster.engine();
        try {
            cluster.start();
            goWrong(cluster);
            heal(cluster);
        } catch (Found found) {
            violation = Optional.of(new Violation(
                    found.checker(),
                    engine.events(),
                    engine.now(),
                    found.zxid(),
                    String.valueOf(found.getMessage()),
                    trace.lines()));
        }
        return new Outcome(violation, cluster.stats(), trace.hash());
    }

    private void goWrong(Cluster cluster) {
        for (Action action : plan.actions()) {
            cluster.engine().at(action.atMicros() * 1000, () -> cluster.perform(action));
        }
        cluster.engine().runUntil(plan.knobs().durationMs() * Engine.NANOS_PER_MS);
    }

    /** No more faults: every client must get a session and an answer in time, and nobody may have missed anything. */
    private void heal(Cluster cluster) {
        Engine engine = cluster.engine();
        cluster.heal();
        engine.runUntil(engine.now() + RECONNECT_NANOS + electionNanos() + 2 * longestTimeoutNanos());
        while (cluster.isBusy()) {
            engine.runUntil(engine.now() + longestTimeoutNanos());
        }
        cluster.checkLeader();
        List<SimClient> unserved = new ArrayList<>(cluster.clients());
        askForSync(engine, unserved);
        if (!plan.knobs().sessionsOutlastSyncs()) {
            askForSync(engine, unserved);
            askForSync(engine, unserved);
        }
        if (!unserved.isEmpty()) {
            throw new Found("liveness", 0, unserved.size() + " clients are not served although all is well");
        }
        cluster.checkQuiet();
    }

    /** Leaves those who got no answer. */
    private void askForSync(Engine engine, List<SimClient> clients) {
        long[] before = clients.stream().mapToLong(SimClient::synced).toArray();
        clients.forEach(SimClient::sync);
        engine.runUntil(engine.now() + longestTimeoutNanos());
        for (int i = before.length - 1; i >= 0; i--) {
            if (clients.get(i).synced() > before[i]) {
                clients.remove(i);
            }
        }
    }

    /** What several failed attempts take together: a silent leader is noticed, a pause ends, an election is held. */
    private long electionNanos() {
        Knobs knobs = plan.knobs();
        return knobs.voters() == 0 ? 0 : 4L * knobs.initLimit() * knobs.tickMs() * Engine.NANOS_PER_MS;
    }

    private long longestTimeoutNanos() {
        Knobs knobs = plan.knobs();
        long granted = Math.min(knobs.tickMs() * 20L, Math.max(knobs.tickMs() * 2L, knobs.timeoutMs()));
        return Math.max(1000, granted) * Engine.NANOS_PER_MS;
    }
}
