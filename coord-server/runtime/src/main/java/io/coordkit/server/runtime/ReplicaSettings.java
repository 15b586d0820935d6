package io.coordkit.server.runtime;

import io.coordkit.core.broadcast.TxnPolicy;
import io.coordkit.core.replica.ReplicaConfig;
import io.coordkit.core.replica.SnapshotPolicy;
import io.coordkit.core.session.SessionPolicy;
import io.coordkit.core.storage.LogOptions;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.zab.EnsembleConfig;
import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.config.ServerConfig;
import io.coordkit.server.config.StorageConfig;
import java.security.SecureRandom;

/** A server's configuration as its replica wants it. */
public final class ReplicaSettings {
    /** What a record may be longer than a request: header, digest, and the reference's own allowance. */
    private static final int PAYLOAD_EXTRA_BYTES_MIN = 1024;

    /** The reference waits a tick before it serves reads without a quorum, but not less than this. */
    private static final long READ_ONLY_AFTER_MS_MIN = 2000;

    private ReplicaSettings() {}

    /** The longest transaction that is written or believed. */
    public static int payloadBytesMax(ServerConfig config) {
        int frameBytesMax = config.clients().frameBytesMax();
        return frameBytesMax + Math.max(PAYLOAD_EXTRA_BYTES_MIN, frameBytesMax);
    }

    /** How trees are made; the hash is one that clients cannot know. */
    public static TreeOptions trees(ServerConfig config) {
        return new TreeOptions(
                config.storage().digest(),
                config.extendedTypes(),
                config.storage().snapshots().lastZxid(),
                new SecureRandom().nextLong());
    }

    /** What every replica must know. */
    static ReplicaConfig replica(ServerConfig config) {
        SessionPolicy sessions = new SessionPolicy(
                (int) config.minSessionTimeout().toMillis(),
                (int) config.maxSessionTimeout().toMillis(),
                SessionPolicy.firstId(config.serverId(), System.currentTimeMillis()));
        return new ReplicaConfig(
                (int) config.tick().toMillis(),
                sessions,
                config.containers(),
                config.auth(),
                snapshots(config.storage().snapshots()),
                new TxnPolicy(payloadBytesMax(config), config.storage().log().listsEphemerals()));
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

    /** What a member of an ensemble must know besides. */
    static EnsembleConfig ensemble(ServerConfig config, MemberConfig member) {
        return new EnsembleConfig(
                (int) config.tick().toMillis(),
                config.serverId(),
                member.membership(),
                member.electionTimes(),
                member.initLimit(),
                member.syncLimit(),
                EnsembleConfig.COUNTER_MAX,
                member.readOnlyMode()
                        ? Math.max(READ_ONLY_AFTER_MS_MIN, config.tick().toMillis())
                        : 0,
                member.leaderServes());
    }
}
