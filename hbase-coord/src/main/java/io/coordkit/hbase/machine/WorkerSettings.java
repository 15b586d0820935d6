package io.coordkit.hbase.machine;

/**
 * A worker's settings, named as in HBase's configuration.
 *
 * @param maxTasks {@code hbase.regionserver.wal.max.splitters}: tasks at once
 * @param reportPeriodMs {@code hbase.splitlog.report.period}: a third of the manager's timeout by default
 * @param claimPauseMinMs shortest pause after taking a task, so that other workers can take the next
 * @param claimPauseMaxMs longest such pause
 * @param idlePauseMs pause after a round that took nothing, and between looks for a missing split-log directory
 */
public record WorkerSettings(
        int maxTasks, long reportPeriodMs, long claimPauseMinMs, long claimPauseMaxMs, long idlePauseMs) {
    /** HBase's own defaults. */
    public static final WorkerSettings DEFAULT = new WorkerSettings(2, 40_000, 500, 999, 1_000);

    /** @throws IllegalArgumentException when there is no task at once, no period, or an empty or missing pause */
    public WorkerSettings {
        if (maxTasks < 1) {
            throw new IllegalArgumentException("maxTasks is " + maxTasks + ", at least 1 is needed");
        }
        if (reportPeriodMs < 1 || idlePauseMs < 1) {
            throw new IllegalArgumentException("reportPeriodMs is " + reportPeriodMs + " and idlePauseMs is "
                    + idlePauseMs + ", at least 1 is needed");
        }
        if (claimPauseMinMs < 0 || claimPauseMaxMs < claimPauseMinMs) {
            throw new IllegalArgumentException(
                    "a claim pause from " + claimPauseMinMs + " to " + claimPauseMaxMs + " ms is empty");
        }
    }

    public WorkerSettings withMaxTasks(int newMaxTasks) {
        return new WorkerSettings(newMaxTasks, reportPeriodMs, claimPauseMinMs, claimPauseMaxMs, idlePauseMs);
    }

    public WorkerSettings withReportPeriodMs(long newReportPeriodMs) {
        return new WorkerSettings(maxTasks, newReportPeriodMs, claimPauseMinMs, claimPauseMaxMs, idlePauseMs);
    }

    /** The pauses that keep one worker from taking everything; shorter ones suit short tasks. */
    public WorkerSettings withPausesMs(long claimMin, long claimMax, long idle) {
        return new WorkerSettings(maxTasks, reportPeriodMs, claimMin, claimMax, idle);
    }
}
