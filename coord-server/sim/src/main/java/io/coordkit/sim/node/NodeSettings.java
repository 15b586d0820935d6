package io.coordkit.sim.node;

import io.coordkit.core.auth.AuthRules;
import io.coordkit.core.broadcast.ContainerCleaner;
import io.coordkit.core.broadcast.TxnPolicy;
import io.coordkit.core.client.ClientLimits;
import io.coordkit.core.election.ElectionTimes;
import io.coordkit.core.quorum.Memberships;
import io.coordkit.core.replica.ReplicaConfig;
import io.coordkit.core.replica.SnapshotPolicy;
import io.coordkit.core.replica.WriteChecks;
import io.coordkit.core.session.LocalSessions;
import io.coordkit.core.session.SessionPolicy;
import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.LogOptions;
import io.coordkit.core.storage.RecentLog;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.zab.EnsembleConfig;
import io.coordkit.core.zab.ObserverMasterPolicy;
import io.coordkit.core.zab.ReconfigPolicy;
import io.coordkit.core.zab.RoleTimes;
import io.coordkit.core.zab.SyncLimits;
import io.coordkit.sim.plan.Knobs;
import java.util.Optional;
import java.util.TreeSet;

/** What the knobs of a run make of the settings of one server. */
final class NodeSettings {
    static final int PAYLOAD_BYTES_MAX = 1 << 20;
    private static final int VOTERS_MIN = 2;

    /** Any client may do what an operator does. */
    private static final AuthRules OPERATORS = new AuthRules(
            AuthRules.DEFAULT.digest(),
            AuthRules.DEFAULT.x509(),
            AuthRules.DEFAULT.sasl(),
            AuthRules.DEFAULT.demanded(),
            AuthRules.DEFAULT.ensembleNames(),
            true);

    private final int id;
    private final Knobs knobs;
    private final TreeSet<Long> starts = new TreeSet<>();

    NodeSettings(int id, Knobs knobs) {
        this.id = id;
        this.knobs = knobs;
    }

    boolean isMember() {
        return knobs.voters() > 0;
    }

    int tickMs() {
        return knobs.tickMs();
    }

    long forceNanosMax() {
        return knobs.forceMicros() * 1000L;
    }

    /** No two clocks of an ensemble run alike. */
    int clockPerMille() {
        return knobs.voters() == 0 || id % 2 == 1 ? knobs.clockPerMille() : 2000 - knobs.clockPerMille();
    }

    TreeOptions trees() {
        return new TreeOptions(knobs.digest() == 1, false, false, true, 1);
    }

    LogOptions log() {
        return new LogOptions(knobs.preallocateBytes(), knobs.logLimitBytes(), true, PAYLOAD_BYTES_MAX);
    }

    /** How much of a snapshot's size may be read of the log instead; one server reads whatever there is. */
    double snapshotPart() {
        return id % 2 == 0 ? 0.33 : Double.MAX_VALUE;
    }

    StateRecovery recovery(DataDirectory directory) {
        RecentLog.Limits recent = isMember() ? new RecentLog.Limits(knobs.recentWanted(), 0) : RecentLog.Limits.NONE;
        return new StateRecovery(directory, trees(), PAYLOAD_BYTES_MAX, recent);
    }

    /** For a start at this time. */
    ReplicaConfig replica(long wallMs) {
        int tick = knobs.tickMs();
        SessionPolicy sessions =
                new SessionPolicy(tick * 2, tick * 20, SessionPolicy.firstId(id, startMs(wallMs)), LocalSessions.NONE);
        ContainerCleaner.Policy containers = new ContainerCleaner.Policy(knobs.containerCheckMs(), 10_000, 0);
        return new ReplicaConfig(
                tick,
                sessions,
                ClientLimits.DEFAULT,
                containers,
                knobs.reconfig() == 1 ? OPERATORS : AuthRules.DEFAULT,
                new WriteChecks(true, false),
                new SnapshotPolicy(knobs.snapshotEvery(), 0, knobs.snapshotChunkBytes()),
                new TxnPolicy(PAYLOAD_BYTES_MAX, true),
                false);
    }

    /**
     * The time of a start. A clock that is set back to the very millisecond of an earlier start gives the ids of sessions again, here
     * as in the reference; plans would be cut down to nothing but that.
     */
    private long startMs(long wallMs) {
        long time = wallMs;
        while (!starts.add(time)) {
            time++;
        }
        return time;
    }

    /** For a server that knows these members. */
    EnsembleConfig ensemble(Memberships known) {
        return new EnsembleConfig(
                knobs.tickMs(),
                id,
                known.decided(),
                new ElectionTimes(knobs.tickMs() * 2L, knobs.tickMs() * 2L, knobs.tickMs() * 20L),
                RoleTimes.SHORTEST,
                knobs.initLimit(),
                knobs.syncLimit(),
                knobs.counterMax(),
                0,
                new SyncLimits(true, 1, 1),
                true,
                new ReconfigPolicy(knobs.reconfig() == 1, VOTERS_MIN, Optional.of(known.seen())),
                new ObserverMasterPolicy(knobs.observerMasters() == 1, 1 << 16));
    }
}
