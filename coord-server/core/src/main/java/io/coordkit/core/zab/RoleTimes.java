package io.coordkit.core.zab;

/**
 * How long a member lets others wait on purpose, in ms.
 *
 * @param dialPauseMs between two attempts to reach the server from which one learns ({@code zookeeper.leaderConnectDelayDuringRetryMs});
 *     0 for hardly any, since a leader that was just elected will listen in a moment
 * @param dialWithinMs an observer dials the leader, or begins the round of the followers anew, at a moment within this time ({@code
 *     zookeeper.observer.reconnectDelayMs})
 * @param lookWithinMs an observer that has lost its leader looks for one at a moment within this time ({@code
 *     zookeeper.observer.election.DelayMs})
 * @param epochWaitMs how long a leader that waits for a quorum does so although one of the voters looks for another; −1 for as long as
 *     enough of the others may come ({@code zookeeper.leader.maxTimeToWaitForEpoch})
 */
public record RoleTimes(long dialPauseMs, long dialWithinMs, long lookWithinMs, long epochWaitMs) {
    /** Nobody waits. */
    public static final RoleTimes SHORTEST = new RoleTimes(0, 0, 0, -1);

    /** The reference's, but for the attempts, between which it waits for 100 ms: none, 200 ms, any number. */
    public static final RoleTimes DEFAULT = new RoleTimes(0, 0, 200, -1);
}
