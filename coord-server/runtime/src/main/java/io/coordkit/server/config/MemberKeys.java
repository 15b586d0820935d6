package io.coordkit.server.config;

import io.coordkit.core.election.ElectionTimes;
import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.session.LocalSessions;
import io.coordkit.core.storage.RecentLog;
import io.coordkit.core.zab.RoleTimes;
import io.coordkit.core.zab.SyncLimits;
import io.coordkit.server.config.MemberConfig.ObserverMasters;
import io.coordkit.server.config.MemberConfig.PeerSockets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what a member of an ensemble is told besides who belongs to it. */
final class MemberKeys {
    private static final int PORT_MAX = 65_535;
    private static final long DELAY_MS_MAX = Integer.MAX_VALUE;
    private static final String INIT_LIMIT = "initLimit";
    private static final String SYNC_LIMIT = "syncLimit";
    private static final String ALGORITHM = "electionAlg";
    private static final String PEER_TYPE = "peerType";
    private static final String CONNECT_LIMIT = "connectToLearnerMasterLimit";
    private static final List<String> NO_LOG = List.of("syncEnabled", "observer.syncEnabled");
    private static final String SIZE_FACTOR = "snapshotSizeFactor";
    private static final String MIN_INTERVAL = "fastleader.minNotificationInterval";
    private static final String MAX_INTERVAL = "fastleader.maxNotificationInterval";
    private static final String DIAL_PAUSE = "leaderConnectDelayDuringRetryMs";
    private static final String DIAL_WITHIN = "observer.reconnectDelayMs";
    private static final String LOOK_WITHIN = "observer.election.DelayMs";
    private static final String EPOCH_WAIT = "leader.maxTimeToWaitForEpoch";

    private static final String MASTER_PORT = "observerMasterPort";
    private static final String MASTER_BYTES = "observerMaster.sizeLimit";
    private static final String REACHABILITY_CHECK = "multiAddress.reachabilityCheckEnabled";
    private static final String REACHABILITY_TIMEOUT = "multiAddress.reachabilityCheckTimeoutMs";
    private static final String LOCAL_SESSIONS = "localSessionsEnabled";
    private static final String LOCAL_SESSIONS_UPGRADING = "localSessionsUpgradingEnabled";

    /** Accepted without effect where a server is standalone: every file has some of them. */
    static final Set<String> NAMES = Set.of(
            INIT_LIMIT,
            SYNC_LIMIT,
            ALGORITHM,
            PEER_TYPE,
            CONNECT_LIMIT,
            MIN_INTERVAL,
            MAX_INTERVAL,
            DIAL_PAUSE,
            DIAL_WITHIN,
            LOOK_WITHIN,
            EPOCH_WAIT,
            "cnxTimeout",
            "commitLogCount",
            "electionPortBindRetry",
            "leader.maxConcurrentDiffSyncs",
            "leader.maxConcurrentSnapSyncs",
            "leaderServes",
            LOCAL_SESSIONS,
            LOCAL_SESSIONS_UPGRADING,
            EnsembleKeys.SEVERAL_ADDRESSES,
            REACHABILITY_CHECK,
            REACHABILITY_TIMEOUT,
            SIZE_FACTOR,
            "quorumCnxnTimeoutMs",
            "quorumListenOnAllIPs",
            "observer.syncEnabled",
            MASTER_PORT,
            MASTER_BYTES,
            "readonlymode.enabled",
            "syncEnabled",
            "tcpKeepAlive");

    private static final List<String> NUMBERS =
            List.of(INIT_LIMIT, SYNC_LIMIT, CONNECT_LIMIT, MASTER_PORT, REACHABILITY_TIMEOUT);
    private static final List<String> FLAGS = List.of(
            LOCAL_SESSIONS,
            LOCAL_SESSIONS_UPGRADING,
            EnsembleKeys.SEVERAL_ADDRESSES,
            REACHABILITY_CHECK,
            "quorumListenOnAllIPs",
            "syncEnabled");

    private MemberKeys() {}

    /**
     * Refuses what no server starts with, alone or not: a standalone server has no use for these values, but whoever wrote one made a
     * mistake that must not wait for the day when a second server is added ({@code QuorumPeerConfig.parseProperties}).
     */
    static void checkUnused(Settings settings) throws ConfigException {
        for (String key : NUMBERS) {
            settings.integer(key, 0);
        }
        for (String key : FLAGS) {
            settings.flag(key, false);
        }
        checkAlgorithm(settings);
        observes(settings);
        PeerSecurity.checkUnused(settings);
    }

    static MemberConfig read(Settings settings, Member self, Membership membership, Duration tick)
            throws ConfigException {
        int ticksMax = (int) (Integer.MAX_VALUE / tick.toMillis());
        int initLimit = ticks(settings, INIT_LIMIT, ticksMax);
        int syncLimit = ticks(settings, SYNC_LIMIT, ticksMax);
        int connectLimit = (int) settings.number(CONNECT_LIMIT, 0, 0, ticksMax);
        checkAlgorithm(settings);
        checkPeerType(settings, self);
        for (String key : NO_LOG) {
            if (!settings.flag(key, true)) {
                settings.remark(
                        key, "has no effect: an observer keeps its log, too, and needs no tree after a restart");
            }
        }
        double factor = snapshotSizeFactor(settings);
        return new MemberConfig(
                membership,
                initLimit,
                syncLimit,
                Math.max(RecentLog.Limits.COUNT, settings.integer("commitLogCount", 0, 0)),
                factor,
                syncLimits(settings, factor),
                settings.flag("readonlymode.enabled", false),
                settings.yesOrNo("leaderServes", true),
                localSessions(settings),
                electionTimes(settings),
                roleTimes(settings),
                observerMasters(settings),
                sockets(settings, tick, connectLimit == 0 ? initLimit : connectLimit, syncLimit),
                PeerSecurity.read(settings));
    }

    private static int ticks(Settings settings, String key, int max) throws ConfigException {
        settings.required(key);
        return (int) settings.number(key, 0, 1, max);
    }

    private static void checkAlgorithm(Settings settings) throws ConfigException {
        if (settings.integer(ALGORITHM, 3) != 3) {
            throw settings.refusal(ALGORITHM, "is not supported; only 3 is");
        }
    }

    /** The line of the server decides ({@code QuorumPeerConfig.setupPeerType}). */
    private static void checkPeerType(Settings settings, Member self) throws ConfigException {
        if (observes(settings).orElse(self.observer()) != self.observer()) {
            settings.remark(
                    PEER_TYPE, "contradicts the line server." + self.id() + "=" + self.toText() + ", which counts");
        }
    }

    /** Whether the server is said to be an observer; empty where nothing is said. */
    private static Optional<Boolean> observes(Settings settings) throws ConfigException {
        Optional<String> type = settings.text(PEER_TYPE);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        return switch (type.get().toLowerCase(Locale.ROOT)) {
            case "observer" -> Optional.of(true);
            case "participant" -> Optional.of(false);
            default -> throw settings.refusal(PEER_TYPE, "is neither participant nor observer");
        };
    }

    /** The reference takes whatever it does not understand, or is above 1, for its default. */
    private static double snapshotSizeFactor(Settings settings) throws ConfigException {
        Optional<String> text = settings.text(SIZE_FACTOR);
        if (text.isEmpty()) {
            return MemberConfig.SNAPSHOT_SIZE_FACTOR;
        }
        try {
            double factor = Double.parseDouble(text.get());
            if (factor <= 1) {
                return factor;
            }
        } catch (NumberFormatException e) {
            // Said below, together with a number out of range.
        }
        throw settings.refusal(SIZE_FACTOR, "is no number up to 1; a negative one switches the reading of the log off");
    }

    private static SyncLimits syncLimits(Settings settings, double factor) throws ConfigException {
        SyncLimits defaults = SyncLimits.DEFAULT;
        return new SyncLimits(
                factor >= 0,
                settings.integer("leader.maxConcurrentSnapSyncs", defaults.trees(), 1),
                settings.integer("leader.maxConcurrentDiffSyncs", defaults.logs(), 1));
    }

    private static LocalSessions localSessions(Settings settings) throws ConfigException {
        boolean upgrading = settings.flag(LOCAL_SESSIONS_UPGRADING, false);
        if (!settings.flag(LOCAL_SESSIONS, false)) {
            return LocalSessions.NONE;
        }
        return upgrading ? LocalSessions.UPGRADED : LocalSessions.FIXED;
    }

    private static ElectionTimes electionTimes(Settings settings) throws ConfigException {
        ElectionTimes defaults = ElectionTimes.DEFAULT;
        int min = settings.integer(MIN_INTERVAL, (int) defaults.repeatMinMs(), 1);
        int max = settings.integer(MAX_INTERVAL, (int) Math.max(min, defaults.repeatMaxMs()), 1);
        if (max < min) {
            throw settings.refusal(MAX_INTERVAL, "must not be smaller than " + MIN_INTERVAL + ", " + min);
        }
        return new ElectionTimes(defaults.finalizeMs(), min, max);
    }

    /** As in the reference, whatever is negative stands for no wait, or for no limit. */
    private static RoleTimes roleTimes(Settings settings) throws ConfigException {
        RoleTimes defaults = RoleTimes.DEFAULT;
        return new RoleTimes(
                settings.integer(DIAL_PAUSE, (int) defaults.dialPauseMs(), 0),
                Math.max(0, settings.number(DIAL_WITHIN, defaults.dialWithinMs(), Long.MIN_VALUE, DELAY_MS_MAX)),
                Math.max(0, settings.number(LOOK_WITHIN, defaults.lookWithinMs(), Long.MIN_VALUE, DELAY_MS_MAX)),
                Math.max(-1, settings.integer(EPOCH_WAIT, (int) defaults.epochWaitMs(), Integer.MIN_VALUE)));
    }

    private static ObserverMasters observerMasters(Settings settings) throws ConfigException {
        return new ObserverMasters(
                Math.max(0, (int) settings.number(MASTER_PORT, 0, Integer.MIN_VALUE, PORT_MAX)),
                settings.integer(MASTER_BYTES, ObserverMasters.NONE.keptBytesMax(), 0));
    }

    private static PeerSockets sockets(Settings settings, Duration tick, int connectLimit, int syncLimit)
            throws ConfigException {
        PeerSockets defaults = PeerSockets.of(tick, connectLimit, syncLimit);
        int greetingMs = settings.integer("quorumCnxnTimeoutMs", -1, -1);
        return new PeerSockets(
                settings.flag("quorumListenOnAllIPs", false),
                settings.integer("electionPortBindRetry", PeerSockets.BIND_RETRIES, 0),
                Duration.ofMillis(
                        settings.integer("cnxTimeout", (int) PeerSockets.ELECTION_CONNECT_TIMEOUT.toMillis(), 1)),
                defaults.leaderConnectTimeout(),
                greetingMs > 0 ? Duration.ofMillis(greetingMs) : defaults.greetingTimeout(),
                settings.flag("tcpKeepAlive", false),
                reachabilityCheck(settings));
    }

    private static Optional<Duration> reachabilityCheck(Settings settings) throws ConfigException {
        int timeoutMs = settings.integer(REACHABILITY_TIMEOUT, (int) PeerSockets.REACHABILITY_CHECK.toMillis(), 1);
        boolean checks = settings.flag(REACHABILITY_CHECK, true);
        return checks ? Optional.of(Duration.ofMillis(timeoutMs)) : Optional.empty();
    }
}
