package io.coordkit.hbase.machine;

import io.coordkit.hbase.codec.SplitLogTask.RecoveryMode;
import java.util.Optional;

/**
 * Which recovery mode a master of HBase 1.x works in. What an earlier master has begun is ended in its mode, because the two do not mix:
 * the configured one counts as soon as nothing is left of that. Source: {@code ZKSplitLogManagerCoordination.setRecoveryMode}
 * of 1.4 (HBASE-7006).
 */
public final class RecoveryModeChoice {
    private final RecoveryMode configured;
    private Optional<RecoveryMode> chosen = Optional.empty();
    private boolean settled;

    /**
     * What the tree shows.
     *
     * @param regionsRecover whether regions are marked as recovering, which only happens in replay
     * @param hasTasks whether there are tasks, rescan nodes not counted
     * @param ofTasks the mode of the first task that can be read
     */
    public record Sight(boolean regionsRecover, boolean hasTasks, Optional<RecoveryMode> ofTasks) {
        private boolean isEmpty() {
            return !regionsRecover && !hasTasks;
        }

        /** Tasks without a mode come from before there were two. */
        private Optional<RecoveryMode> begun() {
            return regionsRecover
                    ? Optional.of(RecoveryMode.LOG_REPLAY)
                    : ofTasks.map(mode -> mode == RecoveryMode.UNKNOWN ? RecoveryMode.LOG_SPLITTING : mode);
        }
    }

    /**
     * @param configured {@code LOG_REPLAY} where {@code hbase.master.distributed.log.replay} is true
     * @throws IllegalArgumentException for {@code UNKNOWN}
     */
    public RecoveryModeChoice(RecoveryMode configured) {
        if (configured == RecoveryMode.UNKNOWN) {
            throw new IllegalArgumentException("the configured mode must be splitting or replay");
        }
        this.configured = configured;
    }

    /** Whether the mode will not change any more, so that nobody need look again. */
    public boolean isSettled() {
        return settled;
    }

    /** The mode of the tasks that are submitted now; the first look is that of a starting master. */
    public RecoveryMode look(Sight sight) {
        RecoveryMode mode = chosen.orElse(configured);
        if (settled) {
            return mode;
        }
        if (sight.isEmpty()) {
            settled = true;
            mode = configured;
        } else if (chosen.isEmpty()) {
            mode = sight.begun().orElse(configured);
            settled = sight.begun().filter(configured::equals).isPresent();
        }
        chosen = Optional.of(mode);
        return mode;
    }
}
