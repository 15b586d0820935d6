package io.coordkit.sim.node;

import io.coordkit.core.quorum.Memberships;
import io.coordkit.core.replica.Input;
import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.HardStateFile;
import io.coordkit.core.storage.HistoryEditor;
import io.coordkit.core.storage.LogAppender;
import io.coordkit.core.storage.LogBatch;
import io.coordkit.core.storage.LogOptions;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.tree.DataTree;
import io.coordkit.sim.engine.Stream;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Supplier;

/** The log thread of a simulated server: takes what waits, writes it, forces it some time later, and says so. */
final class SimLog {
    /** As in the product: one batch is being forced, one waits. */
    private static final int WAITING_MAX = 2;

    private final SimNode node;
    private final DataDirectory directory;
    private final LogAppender appender;
    private final Supplier<StateRecovery> recovery;
    private final ArrayDeque<Job> jobs = new ArrayDeque<>();
    private LogBatch batch = new LogBatch();
    private boolean rollWanted;
    private boolean busy;
    private int waiting;
    private int group;

    /**
     * Something to be done in its turn.
     *
     * @param alone whether what was written before must be on disk first
     */
    private record Job(boolean alone, Runnable action) {}

    SimLog(SimNode node, DataDirectory directory, LogOptions options, long lastZxid, Supplier<StateRecovery> recovery) {
        this.node = node;
        this.directory = directory;
        this.recovery = recovery;
        this.appender = new LogAppender(directory.logFiles(), options, lastZxid);
    }

    void add(long zxid, byte[] payload, int offset, int length) {
        batch.add(zxid, payload, offset, length);
    }

    void roll() {
        rollWanted = true;
    }

    void saveEpochs(long accepted, long current) {
        addAlone(() -> {
            HardStateFile file = new HardStateFile(directory.snapshotFiles());
            if (file.acceptedEpoch().orElse(-1) != accepted) {
                file.saveAcceptedEpoch(accepted);
            }
            if (file.currentEpoch().orElse(-1) != current) {
                file.saveCurrentEpoch(current);
            }
            node.handle(new Input.EpochsSaved(accepted, current));
        });
    }

    void saveMemberships(Memberships memberships) {
        addAlone(() -> node.membershipsSaved(memberships));
    }

    void truncate(long zxid, boolean reload) {
        addAlone(() -> {
            if (!new HistoryEditor(directory, appender).truncate(zxid)) {
                node.handle(new Input.LogNotTruncated(zxid));
                return;
            }
            node.truncated(zxid);
            Optional<StateRecovery.Recovered> reloaded =
                    reload ? Optional.of(recovery.get().recover(StateRecovery.Trust.USUAL)) : Optional.empty();
            node.handle(new Input.LogTruncated(zxid, reloaded));
        });
    }

    void install(DataTree tree) {
        addAlone(() -> {
            new HistoryEditor(directory, appender).install(tree);
            node.installed(tree.lastZxid());
            node.handle(new Input.SnapshotInstalled(tree));
        });
    }

    private void addAlone(Runnable action) {
        handOverBatch();
        jobs.addLast(new Job(true, action));
    }

    /** Hands over what was added, or lets it grow while enough waits already. */
    void handOver() {
        if (waiting < WAITING_MAX) {
            handOverBatch();
        }
        rollIfDue();
        maybeWork();
    }

    private void handOverBatch() {
        if (!batch.isEmpty()) {
            LogBatch full = batch;
            batch = new LogBatch();
            waiting++;
            jobs.addLast(new Job(false, () -> append(full)));
        }
        rollIfDue();
    }

    private void rollIfDue() {
        if (rollWanted && batch.isEmpty()) {
            rollWanted = false;
            jobs.addLast(new Job(false, appender::roll));
        }
    }

    private void append(LogBatch full) {
        appender.append(full);
        group++;
    }

    private void maybeWork() {
        if (!busy && !jobs.isEmpty()) {
            busy = true;
            node.later(node.draw(Stream.LOG_WRITE, 1000, 200_000), this::write);
        }
    }

    private void write() {
        if (node.awaitsSpace(this::write)) {
            return;
        }
        while (!jobs.isEmpty() && !(jobs.getFirst().alone() && group > 0)) {
            Job job = jobs.removeFirst();
            job.action().run();
            if (job.alone()) {
                // It took its own time.
                break;
            }
        }
        if (group == 0) {
            busy = false;
            maybeWork();
        } else {
            node.later(node.forceNanos(), this::force);
        }
    }

    private void force() {
        appender.force();
        waiting -= group;
        group = 0;
        busy = false;
        node.handle(new Input.LogDurable(appender.lastZxid()));
        maybeWork();
    }
}
