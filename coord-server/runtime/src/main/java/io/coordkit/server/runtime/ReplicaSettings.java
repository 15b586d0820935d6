package io.coordkit.server.runtime;

import io.coordkit.core.broadcast.TxnPolicy;
import io.coordkit.core.client.ClientLimits;
import io.coordkit.core.replica.ReplicaConfig;
import io.coordkit.core.replica.SnapshotPolicy;
import io.coordkit.core.session.LocalSessions;
import io.coordkit.core.session.SessionPolicy;
import io.coordkit.core.storage.LogOptions;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.zab.EnsembleConfig;
import io.coordkit.core.zab.ObserverMasterPolicy;
import io.coordkit.core.zab.ReconfigPolicy;
import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.config.ServerConfig;
import io.coordkit.server.config.StorageConfig;
import java.security.SecureRandom;

/** A server's configuration as its replica wants it. */
public final class ReplicaSettings {
    /** The reference waits a tick before it serves reads without a quorum, but not less than this. */
    private static final long READ_ONLY_AFTER_MS_MIN = 2000;

    private ReplicaSettings() {}

    /** The longest transaction that is written or believed. */
    public static int payloadBytesMax(ServerConfig config) {
        long longest = (long) config.clients().frameBytesMax() + config.limits().extraBytes();
        return (int) Math.min(Integer.MAX_VALUE, longest);
    }

    /** How trees are made; the hash is one that clients cannot know. */
    public static TreeOptions trees(ServerConfig config) {
        return new TreeOptions(
                config.storage().digest(),
                config.extendedTypes(),
                config.limits().oldTtl(),
                config.storage().snapshots().lastZxid(),
                new SecureRandom().nextLong());
    }

    /** What every replica must know. */
    static ReplicaConfig replica(ServerConfig config) {
        SessionPolicy sessions = new SessionPolicy(
                (int) config.minSessionTimeout().toMillis(),
                (int) config.maxSessionTimeout().toMillis(),
                SessionPolicy.firstId(config.serverId(), System.currentTimeMillis()),
                config.member().map(MemberConfig::localSessions).orElse(LocalSessions.NONE));
        return new ReplicaConfig(
                (int) config.tick().toMillis(),
                sessions,
                clients(config),
                config.containers(),
                config.auth(),
                config.limits().checks(),
                snapshots(config.storage().snapshots()),
                new TxnPolicy(payloadBytesMax(config), config.storage().log().listsEphemerals()),
                config.reconfig().enabled());
    }

    private static SnapshotPolicy snapshots(StorageConfig.Snapshots config) {
        return new SnapshotPolicy(config.transactions(), config.logKb() * 1024, SnapshotPolicy.CHUNK_BYTES);
    }

    /** How log files are laid out. */
    static LogOptions log(ServerConfig config) {
        StorageConfig.Log log = config.storage().log();
        return new LogOptions(
                log.preallocateKb() * 1024L, log.sizeLimitKb() * 1024, log.force(), payloadBytesMax(config));
    }

    private static ClientLimits clients(ServerConfig config) {
        ClientLimits limits = config.limits().clients();
        return config.member()
                .map(member -> limits.sharedBy(member.membership().voters().size()))
                .orElse(limits);
    }

    /** What a member of an ensemble must know besides. */
    static EnsembleConfig ensemble(ServerConfig config, MemberConfig member) {
        return new EnsembleConfig(
                (int) config.tick().toMillis(),
                config.serverId(),
                member.membership(),
                member.electionTimes(),
                member.roleTimes(),
                member.initLimit(),
                member.syncLimit(),
                EnsembleConfig.COUNTER_MAX,
                member.readOnlyMode()
                        ? Math.max(READ_ONLY_AFTER_MS_MIN, config.tick().toMillis())
                        : 0,
                member.syncLimits(),
                member.leaderServes(),
                new ReconfigPolicy(
                        config.reconfig().enabled(),
                        config.reconfig().votersMin(),
                        config.reconfig().seen()),
                new ObserverMasterPolicy(
                        member.observerMasters().enabled(),
                        member.observerMasters().keptBytesMax()));
    }
}
