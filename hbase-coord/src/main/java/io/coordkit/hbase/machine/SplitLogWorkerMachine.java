package io.coordkit.hbase.machine;

import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.codec.SplitLogTask.State;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A region server's side of distributed log splitting, pure: inputs are its methods, actions go to the outbox, time
 * comes with the inputs (milliseconds of any monotonic clock). Not thread-safe; the outbox must not call back.
 *
 * <p>It goes round after round: list the directory, try the names in a random order, meta logs first, until the list is at its
 * end or too old; then wait for the children watch. Source: {@code SplitLogWorker} and {@code ZkSplitLogWorkerCoordination} of HBase 2.6; where that
 * sleeps in steps until a slot is free, this waits for the task that frees it.
 */
public final class SplitLogWorkerMachine {
    /**
     * After so many tasks in a row that others have taken, a list that is known to be old is not worth reading to its end. HBase
     * does that: with as many workers as make it worth splitting, most of its reads find nothing.
     */
    private static final int MISSES_MAX = 10;

    /** {@link #wakeAtMs()} when only an input other than a tick can change anything. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Where the round stands. */
    private enum Phase {
        /** Waits for the children watch. */
        IDLE,
        /** Waits for the listing. */
        LISTING,
        /** Waits for the answer to a read or a claim. */
        GRABBING,
        /** Goes on with the queue when a slot is free and the pause is over. */
        QUEUED,
        /** Waits before the next round. */
        RESTING,
        STOPPED
    }

    private final ServerName self;
    private final WorkerSettings settings;
    private final Random random;
    private final Consumer<? super WorkerAction> outbox;

    private final Map<SplitTaskName, OwnedTask> running = new TreeMap<>();
    private final Map<SplitTaskName, SplitLogTask> claims = new TreeMap<>();
    private final Deque<SplitTaskName> queue = new ArrayDeque<>();
    private Phase phase = Phase.STOPPED;
    private boolean childrenChanged;
    private boolean tookAny;
    private int missesInARow;
    private long resumeAtMs;

    /**
     * @param random the order of attempts and the length of pauses; seeded, a run repeats
     */
    public SplitLogWorkerMachine(
            ServerName self, WorkerSettings settings, Random random, Consumer<? super WorkerAction> outbox) {
        this.self = self;
        this.settings = settings;
        this.random = random;
        this.outbox = outbox;
    }

    public void start() {
        list();
    }

    /** Takes no more tasks, and stops the running ones, which are resigned when their work ends. */
    public void stop() {
        phase = Phase.STOPPED;
        queue.clear();
        running.values().forEach(OwnedTask::stop);
    }

    /** The session is lost: others will get our tasks, so the work on them ends. */
    public void onSessionLost() {
        running.values().forEach(OwnedTask::preempt);
    }

    /** A new session: watches are gone. */
    public void onReconnected() {
        running.keySet().forEach(name -> outbox.accept(new WorkerAction.WatchTask(name)));
        onChildrenChanged();
    }

    /** The children watch fired. */
    public void onChildrenChanged() {
        childrenChanged = true;
        if (phase == Phase.IDLE) {
            list();
        }
    }

    private void list() {
        childrenChanged = false;
        missesInARow = 0;
        phase = Phase.LISTING;
        outbox.accept(new WorkerAction.ListTasks());
    }

    public void onListed(long nowMs, List<SplitTaskName> names) {
        if (phase != Phase.LISTING) {
            return;
        }
        tookAny = false;
        queue.clear();
        queue.addAll(inOrderOfAttempts(names));
        phase = Phase.QUEUED;
        proceed(nowMs);
    }

    private List<SplitTaskName> inOrderOfAttempts(List<SplitTaskName> names) {
        List<SplitTaskName> order = new ArrayList<>(names);
        Collections.sort(order);
        Collections.shuffle(order, random);
        int meta = 0;
        while (meta < order.size() && !order.get(meta).isMeta()) {
            meta++;
        }
        Collections.rotate(order, -meta % Math.max(1, order.size()));
        return order;
    }

    /** The directory is missing or could not be read. */
    public void onListFailed(long nowMs) {
        if (phase == Phase.LISTING) {
            childrenChanged = true;
            rest(nowMs);
        }
    }

    private void rest(long nowMs) {
        phase = Phase.RESTING;
        resumeAtMs = nowMs + settings.idlePauseMs();
    }

    /** Tries the next name, as far as slots and the pause allow. */
    private void proceed(long nowMs) {
        if (phase != Phase.QUEUED || nowMs < resumeAtMs || running.size() >= settings.maxTasks()) {
            return;
        }
        SplitTaskName next = queue.poll();
        if (next != null) {
            phase = Phase.GRABBING;
            outbox.accept(new WorkerAction.ReadTask(next));
        } else if (tookAny) {
            awaitChange();
        } else {
            rest(nowMs);
        }
    }

    private void awaitChange() {
        phase = Phase.IDLE;
        if (childrenChanged) {
            list();
        }
    }

    public void onRead(long nowMs, SplitTaskName name, int version, SplitLogTask seen) {
        if (phase != Phase.GRABBING) {
            return;
        }
        if (seen.is(State.UNASSIGNED) && !running.containsKey(name)) {
            SplitLogTask owned = seen.with(State.OWNED, self);
            claims.put(name, owned);
            outbox.accept(new WorkerAction.Claim(name, version, owned));
        } else {
            missesInARow++;
            tryNext(nowMs);
        }
    }

    /** The task is gone, unreadable or out of reach: not ours to judge. */
    public void onReadFailed(long nowMs) {
        missesInARow++;
        tryNext(nowMs);
    }

    private void tryNext(long nowMs) {
        if (phase != Phase.GRABBING) {
            return;
        }
        phase = Phase.QUEUED;
        if (childrenChanged && missesInARow >= MISSES_MAX) {
            queue.clear();
        }
        proceed(nowMs);
    }

    /** The claim was written: the task is ours at this version. */
    public void onClaimed(long nowMs, SplitTaskName name, int version) {
        SplitLogTask owned = claims.remove(name);
        if (owned == null) {
            return;
        }
        missesInARow = 0;
        if (name.isRescan()) {
            outbox.accept(new WorkerAction.Complete(name, version, owned.with(State.DONE, self)));
        } else if (phase == Phase.STOPPED) {
            outbox.accept(new WorkerAction.Complete(name, version, owned.with(State.RESIGNED, self)));
        } else {
            tookAny = true;
            running.put(name, new OwnedTask(name, owned, version, nowMs, outbox));
            outbox.accept(new WorkerAction.Start(name, owned.replays()));
            outbox.accept(new WorkerAction.WatchTask(name));
            resumeAtMs = nowMs + claimPause();
        }
        tryNext(nowMs);
    }

    private long claimPause() {
        long spread = settings.claimPauseMaxMs() - settings.claimPauseMinMs();
        return settings.claimPauseMinMs() + (spread == 0 ? 0 : random.nextLong(spread + 1));
    }

    /** Another worker was faster, or the task is gone. */
    public void onClaimLost(long nowMs, SplitTaskName name) {
        claims.remove(name);
        missesInARow++;
        tryNext(nowMs);
    }

    /** The work reports that it goes on: writes a heartbeat when one is due. */
    public void onProgress(long nowMs, SplitTaskName name) {
        find(name).ifPresent(task -> task.onProgress(nowMs, settings.reportPeriodMs()));
    }

    public void onHeartbeat(long nowMs, SplitTaskName name, int version) {
        find(name).filter(task -> task.onHeartbeat(version)).ifPresent(ended -> release(nowMs, name));
    }

    public void onHeartbeatRefused(long nowMs, SplitTaskName name) {
        find(name).filter(OwnedTask::onHeartbeatRefused).ifPresent(ended -> release(nowMs, name));
    }

    /** The data watch of a running task fired. */
    public void onTaskChanged(SplitTaskName name) {
        find(name).ifPresent(task -> outbox.accept(new WorkerAction.WatchTask(name)));
    }

    public void onOwnedRead(SplitTaskName name, SplitLogTask seen) {
        find(name).ifPresent(task -> task.onRead(seen));
    }

    /** The node of a running task does not exist any more: nobody waits for the work. */
    public void onOwnedGone(SplitTaskName name) {
        find(name).ifPresent(OwnedTask::preempt);
    }

    public void onExecuted(long nowMs, SplitTaskName name, SplitResult result) {
        find(name)
                .filter(task -> task.onExecuted(result, phase == Phase.STOPPED))
                .ifPresent(ended -> release(nowMs, name));
    }

    /** The final state was written, or refused; a refusal is repaired by the manager's timeout. */
    public void onCompleted(long nowMs, SplitTaskName name) {
        release(nowMs, name);
    }

    private void release(long nowMs, SplitTaskName name) {
        running.remove(name);
        proceed(nowMs);
    }

    public void onTick(long nowMs) {
        if (phase == Phase.RESTING && nowMs >= resumeAtMs) {
            awaitChange();
        } else {
            proceed(nowMs);
        }
    }

    /** When the next tick matters, or {@link #NEVER}. */
    public long wakeAtMs() {
        boolean pauses = phase == Phase.QUEUED && running.size() < settings.maxTasks();
        return phase == Phase.RESTING || pauses ? resumeAtMs : NEVER;
    }

    /** Tasks that occupy a slot. */
    public int runningTasks() {
        return running.size();
    }

    private Optional<OwnedTask> find(SplitTaskName name) {
        return Optional.ofNullable(running.get(name));
    }
}
