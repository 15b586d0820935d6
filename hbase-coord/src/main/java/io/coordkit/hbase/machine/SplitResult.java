package io.coordkit.hbase.machine;

/** How the work on one log ended. */
public enum SplitResult {
    /** Everything is prepared for the manager's finisher. */
    DONE,
    /** The log could not be split; the manager decides whether anybody tries again. */
    ERR,
    /** Stopped for a reason of the worker's own; another worker shall take the task. */
    RESIGNED,
    /** The task was taken away; the worker writes nothing. */
    PREEMPTED
}
