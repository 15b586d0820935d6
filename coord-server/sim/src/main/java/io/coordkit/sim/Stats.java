package io.coordkit.sim;

/**
 * What happened in a run, or in several.
 *
 * @param runs how many
 * @param virtualNanos simulated time
 * @param events steps of the simulation
 * @param recoveries starts of servers from what a crash left, first starts not counted
 * @param leaders established
 * @param reconfigurations decided
 * @param transactions shown to clients
 * @param replies to clients
 * @param watchEvents to clients
 * @param snapshots completed
 * @param diffs learners that were sent what they lacked
 * @param truncations learners that had to cut their logs
 * @param logs learners for whom the log files were read
 * @param trees learners that were sent the whole tree
 */
public record Stats(
        long runs,
        long virtualNanos,
        long events,
        long recoveries,
        long leaders,
        long reconfigurations,
        long transactions,
        long replies,
        long watchEvents,
        long snapshots,
        long diffs,
        long truncations,
        long logs,
        long trees) {
    /** Before the first run. */
    public static final Stats NONE = new Stats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    public Stats plus(Stats other) {
        return new Stats(
                runs + other.runs,
                virtualNanos + other.virtualNanos,
                events + other.events,
                recoveries + other.recoveries,
                leaders + other.leaders,
                reconfigurations + other.reconfigurations,
                transactions + other.transactions,
                replies + other.replies,
                watchEvents + other.watchEvents,
                snapshots + other.snapshots,
                diffs + other.diffs,
                truncations + other.truncations,
                logs + other.logs,
                trees + other.trees);
    }
}
