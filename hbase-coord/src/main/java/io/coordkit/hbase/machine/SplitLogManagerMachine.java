package io.coordkit.hbase.machine;

import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The master's side of distributed log splitting, pure: inputs are its methods, actions go to the outbox, time comes
 * with the inputs (milliseconds of any monotonic clock). Not thread-safe; the outbox must not call back.
 *
 * <p>It holds one task machine per task, the batches that wait for them, and what is known of the workers. A new
 * manager adopts what an earlier one left: tasks found by listing belong to no batch (orphans) until somebody submits
 * them again. Source: {@code SplitLogManager} and {@code ZKSplitLogManagerCoordination} of HBase 2.6.
 */
public final class SplitLogManagerMachine {
    private final ManagerSettings settings;
    private final Consumer<? super ManagerAction> outbox;

    private final Map<SplitTaskName, SplitTaskMachine> tasks = new TreeMap<>();
    private final Map<SplitTaskName, Long> batchOf = new TreeMap<>();
    /** Submitted again while the failed predecessor's node was not yet deleted. */
    private final Map<SplitTaskName, Long> waiting = new TreeMap<>();

    private final Map<Long, BatchProgress> batches = new LinkedHashMap<>();
    private final Set<SplitTaskName> undeleted = new TreeSet<>();
    private final Set<ServerName> dead = new TreeSet<>();
    private Optional<Set<ServerName>> online = Optional.empty();
    private long lastSubmitMs;
    private boolean rescanFailed;

    public SplitLogManagerMachine(ManagerSettings settings, Consumer<? super ManagerAction> outbox) {
        this.settings = settings;
        this.outbox = outbox;
    }

    /** Begins: finds what an earlier manager left. */
    public void start(long nowMs) {
        lastSubmitMs = nowMs;
        outbox.accept(new ManagerAction.ListTasks());
    }

    /** A new session: watches are gone, so everything is read again. */
    public void onReconnected(long nowMs) {
        tasks.values().stream().filter(SplitTaskMachine::inProgress).forEach(SplitTaskMachine::read);
        start(nowMs);
    }

    public void onListed(List<SplitTaskName> names) {
        for (SplitTaskName name : names) {
            if (name.isRescan()) {
                outbox.accept(new ManagerAction.ReadTask(name));
            } else if (!tasks.containsKey(name)) {
                addTask(name).read();
            }
        }
    }

    /**
     * Puts up a batch. A task that is orphaned and still in progress is adopted; one that has just been done is not
     * counted; one that failed is put up again when its old node is gone.
     *
     * @param batch a number that the caller has not used before
     * @return tasks that an unfinished batch already waits for; if there are any, nothing was submitted
     */
    public List<SplitTaskName> submit(long nowMs, long batch, Collection<SplitTaskName> names) {
        Set<SplitTaskName> distinct = new TreeSet<>(names);
        List<SplitTaskName> duplicates =
                distinct.stream().filter(this::isAwaited).toList();
        if (!duplicates.isEmpty()) {
            return duplicates;
        }
        lastSubmitMs = nowMs;
        batches.put(batch, BatchProgress.EMPTY);
        distinct.forEach(name -> install(batch, name));
        report(batch);
        return duplicates;
    }

    private boolean isAwaited(SplitTaskName name) {
        SplitTaskMachine task = tasks.get(name);
        return waiting.containsKey(name) || (task != null && task.inProgress() && !isOrphan(name));
    }

    private boolean isOrphan(SplitTaskName name) {
        Long batch = batchOf.get(name);
        return batch == null || !batches.containsKey(batch);
    }

    private void install(long batch, SplitTaskName name) {
        SplitTaskMachine task = tasks.get(name);
        if (task == null) {
            batchOf.put(name, batch);
            addTask(name).create();
        } else {
            switch (task.status()) {
                case IN_PROGRESS -> batchOf.put(name, batch);
                case FAILURE -> waiting.put(name, batch);
                case SUCCESS -> {
                    return;
                }
            }
        }
        batches.computeIfPresent(batch, (id, progress) -> progress.plusInstalled());
    }

    private SplitTaskMachine addTask(SplitTaskName name) {
        SplitTaskMachine task = new SplitTaskMachine(name, settings, this::isOnline, outbox);
        tasks.put(name, task);
        return task;
    }

    /** The caller no longer waits; its tasks go on as orphans that a later batch may adopt. */
    public void abandon(long batch) {
        batches.remove(batch);
    }

    /** The node was created, or was there already. */
    public void onCreated(SplitTaskName name) {
        step(name, SplitTaskMachine::onCreated);
    }

    public void onCreateFailed(SplitTaskName name) {
        step(name, SplitTaskMachine::onCreateFailed);
    }

    /** A data watch fired. */
    public void onChanged(long nowMs, SplitTaskName name) {
        if (name.isRescan()) {
            outbox.accept(new ManagerAction.ReadTask(name));
        } else {
            step(name, task -> task.onChanged(nowMs));
        }
    }

    public void onRead(long nowMs, SplitTaskName name, int version, SplitLogTask seen) {
        if (name.isRescan()) {
            if (seen.is(SplitLogTask.State.DONE)) {
                outbox.accept(new ManagerAction.Delete(name));
            }
        } else {
            step(name, task -> task.onRead(nowMs, version, seen, isOrphan(name)));
        }
    }

    /** A read found no node, or a watch saw it go. */
    public void onGone(SplitTaskName name) {
        step(name, SplitTaskMachine::onGone);
    }

    public void onUnassigned(SplitTaskName name) {
        step(name, SplitTaskMachine::onUnassigned);
    }

    /** There was no node to write to. */
    public void onUnassignGone(SplitTaskName name) {
        step(name, SplitTaskMachine::onUnassignGone);
    }

    /** The version had moved on, or the server could not be reached. */
    public void onUnassignRefused(long nowMs, SplitTaskName name) {
        step(name, task -> task.onUnassignRefused(nowMs));
    }

    public void onFinished(long nowMs, SplitTaskName name, boolean committed) {
        step(name, task -> task.onFinished(nowMs, committed));
    }

    public void onRescanCreated(SplitTaskName name) {
        outbox.accept(new ManagerAction.ReadTask(name));
    }

    public void onRescanFailed() {
        rescanFailed = true;
    }

    /** The node is gone, by us or by somebody else. */
    public void onDeleted(SplitTaskName name) {
        undeleted.remove(name);
        SplitTaskMachine task = tasks.get(name);
        if (task == null || task.inProgress()) {
            return;
        }
        tasks.remove(name);
        batchOf.remove(name);
        Long batch = waiting.remove(name);
        if (batch != null) {
            batchOf.put(name, batch);
            addTask(name).create();
        }
    }

    /** Tried again at the next tick. */
    public void onDeleteFailed(SplitTaskName name) {
        undeleted.add(name);
    }

    /**
     * The region servers that are alive now. Until the first call every worker counts as alive, and only silence or
     * {@link #onWorkersDied} takes a task from it.
     */
    public void onOnlineWorkers(Set<ServerName> servers) {
        online = Optional.of(new TreeSet<>(servers));
    }

    /** These servers crashed: at the next tick their tasks are given to others. A server name never comes back. */
    public void onWorkersDied(Collection<ServerName> servers) {
        dead.addAll(servers);
    }

    private boolean isOnline(ServerName server) {
        return !dead.contains(server)
                && online.map(servers -> servers.contains(server)).orElse(true);
    }

    /** The timeout monitor; HBase runs it every second ({@code hbase.splitlog.manager.timeoutmonitor.period}). */
    public void onTick(long nowMs) {
        boolean anyAssigned = false;
        for (SplitTaskName name : List.copyOf(tasks.keySet())) {
            anyAssigned |= checkWorker(nowMs, name);
        }
        boolean nobodyTakesAny = !tasks.isEmpty() && !anyAssigned;
        if (nobodyTakesAny && nowMs - lastSubmitMs > settings.unassignedTimeoutMs()) {
            lastSubmitMs = nowMs;
            tasks.values().stream().filter(SplitTaskMachine::inProgress).forEach(SplitTaskMachine::read);
            rescanFailed = true;
        }
        if (rescanFailed) {
            rescanFailed = false;
            outbox.accept(new ManagerAction.Rescan());
        }
        List<SplitTaskName> deletions = List.copyOf(undeleted);
        undeleted.clear();
        deletions.forEach(name -> outbox.accept(new ManagerAction.Delete(name)));
        if (tasks.isEmpty()) {
            dead.clear();
        }
    }

    /** Resubmits a task whose worker is dead or silent; whether the task has a worker. */
    private boolean checkWorker(long nowMs, SplitTaskName name) {
        SplitTaskMachine checked = tasks.get(name);
        if (checked == null || checked.worker().isEmpty()) {
            return false;
        }
        SplitTaskMachine.Resubmit how = dead.contains(checked.worker().get())
                ? SplitTaskMachine.Resubmit.FORCE
                : SplitTaskMachine.Resubmit.CHECK;
        step(name, task -> task.resubmit(nowMs, how, false));
        return true;
    }

    /** Tasks whose node is not yet deleted. */
    public int openTasks() {
        return tasks.size();
    }

    /** Gives one task an input, and its batch the news when the task ended by it. Inputs for unknown tasks are late. */
    private void step(SplitTaskName name, Consumer<SplitTaskMachine> input) {
        SplitTaskMachine task = tasks.get(name);
        if (task == null) {
            return;
        }
        boolean wasInProgress = task.inProgress();
        input.accept(task);
        Long batch = batchOf.get(name);
        if (wasInProgress && !task.inProgress() && batch != null && batches.containsKey(batch)) {
            boolean done = task.status() == SplitTaskMachine.Status.SUCCESS;
            batches.computeIfPresent(batch, (id, progress) -> done ? progress.plusDone() : progress.plusFailed());
            report(batch);
        }
    }

    private void report(long batch) {
        BatchProgress progress = batches.getOrDefault(batch, BatchProgress.EMPTY);
        if (progress.isComplete()) {
            batches.remove(batch);
        }
        outbox.accept(new ManagerAction.ReportBatch(batch, progress));
    }

    /** The states of all open tasks as text, for diagnosis. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        tasks.forEach((name, task) -> lines.add(
                name + " " + task.status() + task.worker().map(w -> " by " + w).orElse("")));
        return String.join("\n", lines);
    }
}
