package io.coordkit.hbase;

import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.codec.SplitLogTask.RecoveryMode;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.machine.RecoveryModeChoice;
import io.coordkit.hbase.machine.RecoveryModeChoice.Sight;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.SplitTaskName;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;

/**
 * The recovery mode of a 1.x master, for {@link SplitLogManager#recoveryMode}: to be asked before the manager starts, and before
 * each batch, by one thread.
 */
public final class RecoveryModes {
    private final HBasePaths paths;
    private final Nodes nodes;
    private final RecoveryModeChoice choice;
    private RecoveryMode last = RecoveryMode.UNKNOWN;

    /**
     * @param client started and closed by the caller
     * @param configured what the cluster shall work in as soon as nothing is left of another mode
     */
    public RecoveryModes(CuratorFramework client, HBasePaths paths, RecoveryMode configured) {
        this.paths = paths;
        nodes = new Nodes(client, "recovery-modes");
        choice = new RecoveryModeChoice(configured);
    }

    /**
     * The mode for what is submitted next.
     *
     * @throws CoordinationException when the server cannot be reached or refuses
     */
    public RecoveryMode current() throws CoordinationException {
        if (!choice.isSettled()) {
            last = choice.look(sight());
        }
        return last;
    }

    private Sight sight() throws CoordinationException {
        List<SplitTaskName> tasks = nodes.children(paths.splitLog()).stream()
                .map(SplitTaskName::new)
                .filter(task -> !task.isRescan())
                .toList();
        return new Sight(!nodes.children(paths.recoveringRegions()).isEmpty(), !tasks.isEmpty(), firstMode(tasks));
    }

    /** A task that cannot be read says nothing; the next one may. */
    private Optional<RecoveryMode> firstMode(List<SplitTaskName> tasks) throws CoordinationException {
        for (SplitTaskName task : tasks) {
            try {
                Optional<SplitLogTask> found = nodes.read(paths.splitTask(task), SplitLogTask::parse);
                if (found.isPresent()) {
                    return Optional.of(found.get().mode().orElse(RecoveryMode.UNKNOWN));
                }
            } catch (UnreadableValueException damaged) {
                // The manager reports it when it reads the same node.
            }
        }
        return Optional.empty();
    }
}
