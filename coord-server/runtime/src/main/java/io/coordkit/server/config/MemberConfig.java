package io.coordkit.server.config;

import io.coordkit.core.election.ElectionTimes;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.session.LocalSessions;
import io.coordkit.core.storage.RecentLog;
import io.coordkit.core.zab.RoleTimes;
import io.coordkit.core.zab.SyncLimits;
import java.time.Duration;
import java.util.Optional;

/**
 * How a server takes part in an ensemble.
 *
 * @param membership all servers, this one among them
 * @param initLimit ticks that discovery and synchronisation may take, each; {@code initLimit}
 * @param syncLimit ticks of silence after which a peer is given up; {@code syncLimit}
 * @param recentWanted transactions kept in memory for servers that lag; {@code zookeeper.commitLogCount}
 * @param snapshotSizeFactor how much of a snapshot's size is read from the log files for a server that lags more, instead of sending
 *     it the tree; {@code zookeeper.snapshotSizeFactor}
 * @param syncLimits how a leader brings others up to date; {@code zookeeper.leader.maxConcurrentSnapSyncs} and {@code
 *     maxConcurrentDiffSyncs}
 * @param readOnlyMode whether reads are served while there is no quorum; {@code readonlymode.enabled}
 * @param leaderServes whether clients may connect to the leader; {@code zookeeper.leaderServes}
 * @param localSessions {@code localSessionsEnabled} and {@code localSessionsUpgradingEnabled}
 * @param electionTimes {@code zookeeper.fastleader.minNotificationInterval} and {@code maxNotificationInterval}
 * @param roleTimes {@code zookeeper.leaderConnectDelayDuringRetryMs}, {@code observer.reconnectDelayMs}, {@code
 *     observer.election.DelayMs} and {@code leader.maxTimeToWaitForEpoch}
 * @param observerMasters whether observers learn from followers
 * @param sockets how the servers are connected
 * @param security how the servers know each other
 */
public record MemberConfig(
        Membership membership,
        int initLimit,
        int syncLimit,
        int recentWanted,
        double snapshotSizeFactor,
        SyncLimits syncLimits,
        boolean readOnlyMode,
        boolean leaderServes,
        LocalSessions localSessions,
        ElectionTimes electionTimes,
        RoleTimes roleTimes,
        ObserverMasters observerMasters,
        PeerSockets sockets,
        PeerSecurity security) {

    /** The reference's default of {@code zookeeper.snapshotSizeFactor}. */
    public static final double SNAPSHOT_SIZE_FACTOR = 0.33;

    /**
     * Where observers find followers to learn from.
     *
     * @param port of each follower, 0 where they learn from the leader; {@code observerMasterPort}
     * @param keptBytesMax what a follower keeps while it brings one up to date; {@code zookeeper.observerMaster.sizeLimit}
     */
    public record ObserverMasters(int port, int keptBytesMax) {
        /** The reference's defaults. */
        public static final ObserverMasters NONE = new ObserverMasters(0, 32 << 20);

        /** Whether there is such a port. */
        public boolean enabled() {
            return port > 0;
        }
    }

    /**
     * How servers are connected.
     *
     * @param listenOnAllAddresses listen on every address of the machine, whatever the server's line says; {@code
     *     quorumListenOnAllIPs}
     * @param bindRetries tries, a second apart, to get the ports, 0 for any number; {@code zookeeper.electionPortBindRetry}
     * @param electionConnectTimeout {@code zookeeper.cnxTimeout}
     * @param leaderConnectTimeout {@code connectToLearnerMasterLimit} ticks, or else {@code initLimit}
     * @param greetingTimeout how long a socket may take to say who it is; {@code zookeeper.quorumCnxnTimeoutMs}, or else {@code
     *     syncLimit} ticks
     * @param keepAlive whether the system probes silent sockets; {@code zookeeper.tcpKeepAlive}
     * @param reachabilityCheck how long an address of a server that has several may take to show that it can be reached, before another
     *     is tried; empty where that is not asked; {@code multiAddress.reachabilityCheckTimeoutMs} and {@code
     *     multiAddress.reachabilityCheckEnabled}
     */
    public record PeerSockets(
            boolean listenOnAllAddresses,
            int bindRetries,
            Duration electionConnectTimeout,
            Duration leaderConnectTimeout,
            Duration greetingTimeout,
            boolean keepAlive,
            Optional<Duration> reachabilityCheck) {
        /** The reference's default of {@code electionPortBindRetry}. */
        public static final int BIND_RETRIES = 3;

        /** The reference's default of {@code cnxTimeout}. */
        public static final Duration ELECTION_CONNECT_TIMEOUT = Duration.ofSeconds(5);

        /** The reference's default of {@code multiAddress.reachabilityCheckTimeoutMs}. */
        public static final Duration REACHABILITY_CHECK = Duration.ofSeconds(1);

        /** The reference's defaults. */
        public static PeerSockets of(Duration tick, int initLimit, int syncLimit) {
            return new PeerSockets(
                    false,
                    BIND_RETRIES,
                    ELECTION_CONNECT_TIMEOUT,
                    tick.multipliedBy(initLimit),
                    tick.multipliedBy(syncLimit),
                    false,
                    Optional.of(REACHABILITY_CHECK));
        }
    }

    /** The reference's defaults. */
    public static MemberConfig of(Membership membership, Duration tick, int initLimit, int syncLimit) {
        return new MemberConfig(
                membership,
                initLimit,
                syncLimit,
                RecentLog.Limits.COUNT,
                SNAPSHOT_SIZE_FACTOR,
                SyncLimits.DEFAULT,
                false,
                true,
                LocalSessions.NONE,
                ElectionTimes.DEFAULT,
                RoleTimes.DEFAULT,
                ObserverMasters.NONE,
                PeerSockets.of(tick, initLimit, syncLimit),
                PeerSecurity.NONE);
    }
}
