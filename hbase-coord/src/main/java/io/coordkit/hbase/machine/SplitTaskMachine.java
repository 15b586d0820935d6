package io.coordkit.hbase.machine;

import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The manager's view of one task, from UNASSIGNED to the deletion of its node. Transitions follow HBase's
 * {@code SplitLogManager.Task} and {@code ZKSplitLogManagerCoordination}; unlike there, a task whose write or commit is
 * under way refuses a second one, so a forced resubmit cannot overwrite a result that is just being committed:
 *
 * <pre>
 *   IN_PROGRESS --DONE seen and committed, or gone at resubmit--> SUCCESS --> node deleted, forgotten
 *   IN_PROGRESS --ERR or commit failed without resubmit, create failed, vanished--> FAILURE --> the same
 * </pre>
 */
final class SplitTaskMachine {
    /** Any version: the write of a forced resubmit. */
    static final int ANY_VERSION = -1;

    private static final long NEVER = Long.MIN_VALUE;

    enum Status {
        IN_PROGRESS,
        SUCCESS,
        FAILURE
    }

    /** Whether a resubmit needs the worker to be dead or silent. */
    enum Resubmit {
        CHECK,
        FORCE
    }

    /** What the task waits for; meanwhile it decides nothing else. */
    private enum Pending {
        NOTHING,
        CREATE,
        COMMIT,
        CHECKED_UNASSIGN,
        FORCED_UNASSIGN
    }

    private final SplitTaskName name;
    private final ManagerSettings settings;
    private final Predicate<ServerName> online;
    private final Consumer<? super ManagerAction> outbox;

    private Status status = Status.IN_PROGRESS;
    private Pending pending = Pending.NOTHING;
    private Optional<ServerName> worker = Optional.empty();
    private int lastVersion = ANY_VERSION;
    private long lastUpdateMs = NEVER;
    private int incarnation;
    private int unforcedResubmits;
    private int createRetriesLeft;
    private boolean failIfRefused;

    SplitTaskMachine(
            SplitTaskName name,
            ManagerSettings settings,
            Predicate<ServerName> online,
            Consumer<? super ManagerAction> outbox) {
        this.name = name;
        this.settings = settings;
        this.online = online;
        this.outbox = outbox;
        this.createRetriesLeft = settings.createRetries();
    }

    Status status() {
        return status;
    }

    Optional<ServerName> worker() {
        return worker;
    }

    boolean inProgress() {
        return status == Status.IN_PROGRESS;
    }

    /** A new task: its node has to be created first. */
    void create() {
        pending = Pending.CREATE;
        outbox.accept(new ManagerAction.CreateTask(name));
    }

    /** The node is there, created by us or earlier. */
    void onCreated() {
        if (pending == Pending.CREATE) {
            pending = Pending.NOTHING;
            read();
        }
    }

    void onCreateFailed() {
        if (pending != Pending.CREATE) {
            return;
        }
        if (createRetriesLeft-- > 0) {
            outbox.accept(new ManagerAction.CreateTask(name));
        } else {
            end(Status.FAILURE);
        }
    }

    void read() {
        outbox.accept(new ManagerAction.ReadTask(name));
    }

    void onChanged(long nowMs) {
        lastUpdateMs = nowMs;
        read();
    }

    /** The node's value, at a version. What arrives while an answer is outstanding is read again after the answer. */
    void onRead(long nowMs, int version, SplitLogTask seen, boolean orphan) {
        if (!inProgress() || pending != Pending.NOTHING) {
            return;
        }
        switch (seen.state()) {
            case UNASSIGNED -> onUnassignedSeen(nowMs, version, orphan);
            case OWNED -> onOwnedSeen(nowMs, version, seen.server());
            case RESIGNED -> resubmit(nowMs, Resubmit.FORCE, true);
            case DONE -> {
                onResultSeen(version, seen.server());
                pending = Pending.COMMIT;
                outbox.accept(new ManagerAction.Finish(name, seen.server()));
            }
            case ERR -> {
                onResultSeen(version, seen.server());
                resubmit(nowMs, Resubmit.CHECK, true);
            }
        }
    }

    /** A manager that died between UNASSIGNED and RESCAN told no worker: an adopted task is put up anew, once. */
    private void onUnassignedSeen(long nowMs, int version, boolean orphan) {
        if (orphan && incarnation == 0) {
            resubmit(nowMs, Resubmit.FORCE, false);
        } else if (version > lastVersion) {
            lastVersion = version;
            worker = Optional.empty();
        }
    }

    private void onOwnedSeen(long nowMs, int version, ServerName owner) {
        if (version > lastVersion) {
            lastVersion = version;
            lastUpdateMs = nowMs;
            worker = Optional.of(owner);
        }
    }

    private void onResultSeen(int version, ServerName owner) {
        lastVersion = version;
        worker = Optional.of(owner);
    }

    /**
     * Takes the task from its worker, if that is allowed now.
     *
     * @param failIfRefused whether a refusal, here or by the server, ends the task as FAILURE
     */
    void resubmit(long nowMs, Resubmit how, boolean failIfRefused) {
        if (!inProgress() || pending != Pending.NOTHING) {
            return;
        }
        if (how == Resubmit.CHECK && !mayResubmit(nowMs)) {
            if (failIfRefused) {
                end(Status.FAILURE);
            }
            return;
        }
        this.failIfRefused = failIfRefused;
        incarnation++;
        pending = how == Resubmit.FORCE ? Pending.FORCED_UNASSIGN : Pending.CHECKED_UNASSIGN;
        outbox.accept(new ManagerAction.Unassign(name, how == Resubmit.FORCE ? ANY_VERSION : lastVersion));
    }

    private boolean mayResubmit(long nowMs) {
        boolean alive = worker.isPresent() && online.test(worker.get());
        boolean heard = lastUpdateMs != NEVER && nowMs - lastUpdateMs < settings.timeoutMs();
        return !(alive && heard) && unforcedResubmits < settings.maxResubmits();
    }

    void onUnassigned() {
        if (!unassignPending()) {
            return;
        }
        if (pending == Pending.CHECKED_UNASSIGN) {
            unforcedResubmits++;
        }
        pending = Pending.NOTHING;
        worker = Optional.empty();
        lastUpdateMs = NEVER;
        outbox.accept(new ManagerAction.Rescan());
        read();
    }

    /** Somebody wrote in between, or the server could not be reached. */
    void onUnassignRefused(long nowMs) {
        if (!unassignPending()) {
            return;
        }
        pending = Pending.NOTHING;
        lastUpdateMs = nowMs;
        if (failIfRefused) {
            end(Status.FAILURE);
        } else {
            read();
        }
    }

    private boolean unassignPending() {
        return pending == Pending.CHECKED_UNASSIGN || pending == Pending.FORCED_UNASSIGN;
    }

    /** The node to be put up anew is gone: somebody finished the task. */
    void onUnassignGone() {
        if (unassignPending()) {
            end(Status.SUCCESS);
        }
    }

    /**
     * The node vanished, by another hand. HBase would wait for the timeout; failing makes the caller submit the log
     * again, which is safe in any case, since a log that is gone counts as done. A node not yet created is waited for.
     */
    void onGone() {
        if (inProgress() && pending == Pending.NOTHING) {
            end(Status.FAILURE);
        }
    }

    void onFinished(long nowMs, boolean committed) {
        if (pending != Pending.COMMIT) {
            return;
        }
        pending = Pending.NOTHING;
        if (committed) {
            end(Status.SUCCESS);
        } else {
            resubmit(nowMs, Resubmit.CHECK, true);
        }
    }

    private void end(Status result) {
        pending = Pending.NOTHING;
        status = result;
        outbox.accept(new ManagerAction.Delete(name));
    }
}
