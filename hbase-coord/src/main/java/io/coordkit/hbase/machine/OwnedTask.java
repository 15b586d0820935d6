package io.coordkit.hbase.machine;

import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.codec.SplitLogTask.State;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One task that this worker owns. All its writes carry the version of the one before, so they form a chain that anybody
 * else's write breaks; at most one write is under way, because the next one needs its version.
 */
final class OwnedTask {
    private final SplitTaskName name;
    private final ServerName self;
    private final SplitLogTask owned;
    private final Consumer<? super WorkerAction> outbox;

    private int version;
    private long lastReportMs;
    private boolean writing;
    private boolean preempted;
    private Optional<State> result = Optional.empty();

    OwnedTask(SplitTaskName name, SplitLogTask owned, int version, long nowMs, Consumer<? super WorkerAction> outbox) {
        this.name = name;
        this.self = owned.server();
        this.owned = owned;
        this.version = version;
        this.lastReportMs = nowMs;
        this.outbox = outbox;
    }

    void onProgress(long nowMs, long reportPeriodMs) {
        if (!preempted && !writing && result.isEmpty() && nowMs - lastReportMs >= reportPeriodMs) {
            writing = true;
            lastReportMs = nowMs;
            outbox.accept(new WorkerAction.Heartbeat(name, version, owned));
        }
    }

    /** The heartbeat's answer; whether nothing more is to be done. */
    boolean onHeartbeat(int newVersion) {
        writing = false;
        version = newVersion;
        if (!preempted) {
            result.ifPresent(this::complete);
        }
        return preempted && result.isPresent();
    }

    /** The heartbeat's answer; whether nothing more is to be done. */
    boolean onHeartbeatRefused() {
        writing = false;
        preempt();
        return result.isPresent();
    }

    /** What the node holds now, after it changed. */
    void onRead(SplitLogTask seen) {
        if (seen.is(State.UNASSIGNED) || !seen.server().equals(self)) {
            preempt();
        }
    }

    void preempt() {
        if (!preempted) {
            preempted = true;
            stop();
        }
    }

    void stop() {
        outbox.accept(new WorkerAction.Stop(name));
    }

    /** The work ended; whether nothing more is to be done, because the task is no longer ours to write. */
    boolean onExecuted(SplitResult how, boolean stopping) {
        Optional<State> state = finalState(how, stopping);
        if (preempted || state.isEmpty()) {
            return true;
        }
        result = state;
        if (!writing) {
            complete(state.get());
        }
        return false;
    }

    /** A stopping worker's failures and cancellations say nothing about the log: others shall try. */
    private static Optional<State> finalState(SplitResult how, boolean stopping) {
        return switch (how) {
            case DONE -> Optional.of(State.DONE);
            case ERR -> Optional.of(stopping ? State.RESIGNED : State.ERR);
            case RESIGNED -> Optional.of(State.RESIGNED);
            case PREEMPTED -> stopping ? Optional.of(State.RESIGNED) : Optional.empty();
        };
    }

    private void complete(State state) {
        writing = true;
        outbox.accept(new WorkerAction.Complete(name, version, owned.with(state, self)));
    }
}
