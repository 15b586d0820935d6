package io.coordkit.hbase;

import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.io.IOException;

/**
 * Commits what a worker prepared: moves the recovered edits to their regions and archives the log. Called on the
 * manager's own finisher thread, one task at a time. After a manager's crash its successor calls it again for the same
 * task, so it must be idempotent. Source: {@code SplitLogManager.TaskFinisher}.
 */
@FunctionalInterface
public interface TaskFinisher {
    /**
     * @param task its {@link SplitTaskName#walPath()} is the log
     * @param worker who prepared the output
     * @throws IOException when the output could not be committed; the task is then resubmitted or fails
     */
    void finish(SplitTaskName task, ServerName worker) throws IOException;
}
