package io.coordkit.sim.plan;

/**
 * How the servers, the clients and the network of a run are made.
 *
 * @param clients how many there are
 * @param durationMs length of the first phase, in which things go wrong
 * @param tickMs the server's unit of time
 * @param snapshotEvery transactions between snapshots
 * @param snapshotChunkBytes what is written of a snapshot at a time
 * @param logLimitBytes size at which a new log file starts, 0 for none
 * @param preallocateBytes zero fill ahead of the log, 0 for none
 * @param digest 1 if transactions carry digests
 * @param latencyMicros longest way through the network
 * @param forceMicros longest force of a healthy disk
 * @param containerCheckMs time between two looks for empty containers
 * @param clockPerMille speed of the server's clocks, 1000 for right
 * @param timeoutMs session timeout that the clients wish
 * @param voters servers that vote; 0 for one standalone server
 * @param observers servers that do not
 * @param initLimit ticks for discovery and synchronisation
 * @param syncLimit ticks of silence
 * @param recentWanted transactions kept for servers that lag
 * @param counterMax the last counter of an epoch
 * @param groups 0 if each voter counts the same; 1 for three groups of voters; 2 if one of the voters weighs nothing
 * @param healQuorum 1 if only as many servers get well in the end as are needed
 * @param reconfig 1 if members may change
 * @param strangers servers that do not belong to the ensemble when it begins
 * @param observerMasters 1 if observers learn from followers
 */
public record Knobs(
        int clients,
        int durationMs,
        int tickMs,
        int snapshotEvery,
        int snapshotChunkBytes,
        int logLimitBytes,
        int preallocateBytes,
        int digest,
        int latencyMicros,
        int forceMicros,
        int containerCheckMs,
        int clockPerMille,
        int timeoutMs,
        int voters,
        int observers,
        int initLimit,
        int syncLimit,
        int recentWanted,
        int counterMax,
        int groups,
        int healQuorum,
        int reconfig,
        int strangers,
        int observerMasters) {
    private static final int SYNC_WAYS_MAX = 11;

    /** There and back between an observer and its master. */
    private static final int MORE_WAYS = 2;

    /** How many servers there are. */
    public int servers() {
        return Math.max(1, voters + observers + strangers);
    }

    /**
     * Whether a client that waits for a sync, which takes up to nine ways through the network and may have been sent just before a
     * ping was due, does not give its server up meanwhile.
     */
    public boolean sessionsOutlastSyncs() {
        int grantedMicros = 1000 * Math.max(2 * tickMs, Math.min(20 * tickMs, timeoutMs));
        int ways = SYNC_WAYS_MAX + observerMasters * MORE_WAYS;
        return grantedMicros * 2 / 3 > grantedMicros / 4 + ways * latencyMicros;
    }
}
