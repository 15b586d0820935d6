package io.coordkit.sim.world;

import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.Znode;
import io.coordkit.sim.check.Witness;
import io.coordkit.sim.client.SimSession;
import io.coordkit.sim.engine.Engine;
import io.coordkit.sim.engine.Trace;
import io.coordkit.sim.node.Sabotage;
import io.coordkit.sim.node.Servers;
import io.coordkit.sim.node.SimNode;
import io.coordkit.sim.plan.Action;
import io.coordkit.sim.plan.Knobs;
import io.coordkit.sim.plan.ServerFaults;
import io.coordkit.sim.plan.Verb;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Servers, and the processes that use them, in virtual time; see the package for an example. */
public final class World {
    private static final int TRACE_LINES = 60;

    private final WorldOptions options;
    private final Knobs knobs;
    private final Engine engine;
    private final Trace trace = new Trace(TRACE_LINES);
    private final Servers servers;
    private final SplittableRandom random;
    private final List<ClientProcess> processes = new ArrayList<>();
    private final List<Runnable> checks = new ArrayList<>();
    private int sessions;

    /** A world whose servers have just been started. */
    public World(WorldOptions options) {
        this.options = options;
        this.knobs = options.knobs();
        this.engine = new Engine(options.seed(), trace);
        this.random = new SplittableRandom(options.seed());
        this.servers = new Servers(engine, options.seed(), knobs, Sabotage.NONE, node -> Witness.NOBODY);
        servers.start();
    }

    /** A new process. */
    public ClientProcess process(String name) {
        ClientProcess process = new ClientProcess(name, engine, this::session);
        processes.add(process);
        return process;
    }

    private SimSession session(int timeoutMillis, SimSession.Owner owner) {
        long latency = knobs.latencyMicros() * 1000L;
        return new SimSession(sessions++, engine, List.copyOf(servers.nodes()), timeoutMillis, latency, owner);
    }

    /** Virtual time since the beginning. */
    public long millis() {
        return engine.now() / Engine.NANOS_PER_MS;
    }

    /** Chance for the test's own use, from the seed. */
    public SplittableRandom random() {
        return random;
    }

    /** Is called whenever anything has happened, and throws when something that must hold does not. */
    public void always(Runnable check) {
        checks.add(check);
    }

    /** Lets time pass. */
    public void runFor(long millis) {
        runUntil(() -> false, millis);
    }

    /** Lets time pass until something holds, {@code millisMax} at most; whether it does. */
    public boolean runUntil(BooleanSupplier condition, long millisMax) {
        if (condition.getAsBoolean()) {
            return true;
        }
        return engine.runUntil(engine.now() + millisMax * Engine.NANOS_PER_MS, () -> {
            checks.forEach(Runnable::run);
            return condition.getAsBoolean();
        });
    }

    /**
     * Lets time pass until something holds.
     *
     * @throws AssertionError with the seed and the last lines of the trace if it does not hold within {@code millisMax}
     */
    public void await(String what, BooleanSupplier condition, long millisMax) {
        if (!runUntil(condition, millisMax)) {
            throw new AssertionError(String.format(
                    Locale.ROOT,
                    "seed %d: not within %d ms: %s%n%s",
                    options.seed(),
                    millisMax,
                    what,
                    String.join(System.lineSeparator(), trace.lines())));
        }
    }

    /**
     * Lets time pass until an operation has its outcome.
     *
     * @throws AssertionError if it has none within twenty of the longest timeouts
     */
    public <T> Reply<T> answer(Pending<T> operation) {
        await("an answer", () -> operation.reply().isPresent(), 20L * options.longestTimeoutMillis());
        return operation.reply().orElseThrow();
    }

    /**
     * Does one thing to a server, or to whoever leads.
     *
     * @param verb one of those of servers, but for a new disk; it says what {@code arg} means
     * @param server counted from 0
     */
    public void strike(Verb verb, int server, long arg) {
        if (verb.isClients() || verb == Verb.NEW_DISK) {
            throw new IllegalArgumentException("nothing that happens to a server here: " + verb);
        }
        perform(new Action(engine.now() / 1000, verb, server, "-", arg));
    }

    private void perform(Action action) {
        engine.note(action.verb().name(), action.who(), action.arg());
        servers.perform(action);
    }

    /**
     * Lets servers and what joins them suffer within the next {@code millis}: killed, without power, standing still, cut off, with
     * slow, full and failing disks, the leader on purpose. What happens depends on the seed. Call {@link #heal} afterwards.
     */
    public void disturbServers(int millis) {
        ServerFaults faults = new ServerFaults(random, options.servers(), millis, this::schedule, at -> {});
        faults.add();
    }

    private void schedule(Action fault) {
        if (fault.verb() != Verb.NEW_DISK) {
            engine.after(fault.atMicros() * 1000, () -> perform(fault));
        }
    }

    /** Lets each process that there is now stand still and lose its network some times within the next {@code millis}. */
    public void disturbProcesses(int millis) {
        for (ClientProcess process : processes) {
            for (int i = random.nextInt(4); i > 0; i--) {
                disturb(process, random.nextInt(millis), random.nextInt(2 * options.longestTimeoutMillis()));
            }
        }
    }

    private void disturb(ClientProcess process, long atMillis, long forMillis) {
        long start = engine.now() + atMillis * Engine.NANOS_PER_MS;
        long end = start + forMillis * Engine.NANOS_PER_MS;
        if (random.nextBoolean()) {
            engine.at(start, process::freeze);
            engine.at(end, process::thaw);
        } else {
            engine.at(start, process::cutNetwork);
            engine.at(end, process::healNetwork);
        }
    }

    /** No fault is left, of servers or of processes that are alive; what {@link #disturbServers} still has in store comes yet. */
    public void heal() {
        servers.heal();
        for (ClientProcess process : processes) {
            process.healNetwork();
            process.thaw();
        }
    }

    /**
     * Lets time pass until all servers serve, under one leader, and every session of a process that is alive is connected or over
     * and has its answers. Use it after {@link #heal}.
     */
    public void settle() {
        long patience = 4L * knobs.initLimit() * knobs.tickMs() + 10L * options.longestTimeoutMillis();
        await("all are served", this::isQuiet, patience);
    }

    private boolean isQuiet() {
        boolean served = servers.nodes().stream().allMatch(SimNode::isUpAndServing)
                && servers.nodes().stream().filter(SimNode::isLeading).count() == 1;
        return served && processes.stream().allMatch(ClientProcess::isQuiet);
    }

    /** What the most advanced of the servers that serve has at a path, as an onlooker sees it; nothing if none serves. */
    public Optional<NodeData> peek(String path) {
        return servers.nodes().stream()
                .filter(SimNode::isUpAndServing)
                .map(SimNode::tree)
                .max(Comparator.comparingLong(DataTree::lastZxid))
                .flatMap(tree -> Optional.ofNullable(tree.find(path)).map(node -> read(tree, node)));
    }

    private static NodeData read(DataTree tree, Znode node) {
        byte[] data = node.data();
        return new NodeData(data == null ? new byte[0] : data, tree.statOf(node));
    }

    /** Equal for two worlds in which the same has happened. */
    public long traceHash() {
        return trace.hash();
    }

    /** What has happened last, for people. */
    public List<String> trace() {
        return trace.lines();
    }
}
