package io.coordkit.hbase.machine;

import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * The world around the machines: virtual time, a queue of events, and a script of faults drawn from the seed. For the
 * first part of the run anything may break; then it heals, and everything must come to an end.
 */
final class SplitLogSimulation {
    private static final long CHAOS_MS = 60_000;
    private static final long END_MS = 3_600_000;
    private static final int WORKERS = 4;

    private record Event(long atMs, long order, Runnable what) {}

    final Random random;
    final ZnodeModel znodes = new ZnodeModel();
    final Set<SplitTaskName> prepared = new TreeSet<>();
    final Map<SplitTaskName, Integer> commits = new HashMap<>();
    final Set<SplitTaskName> tasks = new TreeSet<>();

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atMs).thenComparingLong(Event::order));
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final Set<SplitTaskName> committed = new TreeSet<>();
    private SimulatedManager manager;
    private long nowMs;
    private long order;
    private long incarnations;

    SplitLogSimulation(long seed) {
        random = new Random(seed);
        int count = 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            tasks.add(SplitTaskName.ofWal("WALs/dead/" + i + (i == 3 ? ".meta" : "")));
        }
    }

    /** Runs to the end; the time it took and what each worker did, which a second run must repeat. */
    String run() {
        startManager();
        for (int i = 0; i < WORKERS; i++) {
            startWorker(i);
        }
        after(random.nextInt(3000), this::breakSomething);
        while (!isOver()) {
            Event event = events.poll();
            if (event == null || event.atMs() > END_MS) {
                throw new AssertionError("not finished at " + nowMs + " ms:\n" + manager + "\nnodes " + znodes.list());
            }
            nowMs = event.atMs();
            event.what().run();
        }
        if (commits.values().stream().anyMatch(times -> times != 1) || commits.size() != tasks.size()) {
            throw new AssertionError("commits " + commits);
        }
        return nowMs + " ms, " + order + " events, " + incarnations + " processes";
    }

    private boolean isOver() {
        return nowMs > CHAOS_MS && manager.isDone() && znodes.list().isEmpty();
    }

    long now() {
        return nowMs;
    }

    boolean chaos() {
        return nowMs < CHAOS_MS;
    }

    void after(long delayMs, Runnable what) {
        events.add(new Event(nowMs + delayMs, order++, what));
    }

    /** A message's way through network and server. */
    long latency() {
        return 1 + random.nextInt(chaos() && random.nextInt(50) == 0 ? 5000 : 10);
    }

    /** An unlucky operation: its request or its answer is lost for good. */
    boolean unlucky() {
        return chaos() && random.nextInt(40) == 0;
    }

    /** The idempotent finisher: the second call for a task finds nothing left to move. */
    boolean commit(SplitTaskName task) {
        if (!prepared.contains(task)) {
            throw new AssertionError(task + " is committed, but nobody has split it");
        }
        if (committed.add(task)) {
            commits.merge(task, 1, Integer::sum);
        }
        return !unlucky();
    }

    private void breakSomething() {
        if (!chaos()) {
            return;
        }
        int worker = random.nextInt(WORKERS);
        switch (random.nextInt(4)) {
            case 0 -> {
                manager.crash();
                after(random.nextInt(5000), this::startManager);
            }
            case 1 -> {
                workers.get(worker).crash();
                ServerName dead = workers.get(worker).name();
                after(random.nextInt(3000), () -> manager.died(dead));
                after(random.nextInt(10_000), () -> startWorker(worker));
            }
            case 2 -> workers.get(worker).pause(random.nextInt(20_000));
            case 3 -> workers.get(worker).stop();
        }
        after(500 + random.nextInt(4000), this::breakSomething);
    }

    private void startManager() {
        if (manager != null) {
            manager.crash();
        }
        manager = new SimulatedManager(this, new ServerName("master", 1, ++incarnations));
        manager.start();
    }

    private void startWorker(int index) {
        SimulatedWorker worker = new SimulatedWorker(this, new ServerName("rs" + index, 1, ++incarnations));
        if (index < workers.size()) {
            workers.get(index).crash();
            workers.set(index, worker);
        } else {
            workers.add(worker);
        }
        worker.start();
    }

    /** A worker that was stopped cleanly is replaced when the chaos is over. */
    void restartStopped(SimulatedWorker stopped) {
        int index = workers.indexOf(stopped);
        if (index >= 0) {
            startWorker(index);
        }
    }
}
