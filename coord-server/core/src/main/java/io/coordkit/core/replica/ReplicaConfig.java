package io.coordkit.core.replica;

import io.coordkit.core.auth.AuthRules;
import io.coordkit.core.broadcast.ContainerCleaner;
import io.coordkit.core.broadcast.TxnPolicy;
import io.coordkit.core.session.SessionPolicy;

/**
 * What a replica must know before its first step.
 *
 * @param tickMs the unit of time: session expiry advances in these steps
 * @param sessions which sessions are granted
 * @param containers how empty containers are removed
 * @param auth who may be somebody, and how
 * @param snapshots when snapshots are written
 * @param txns what transactions look like in the log
 */
public record ReplicaConfig(
        int tickMs,
        SessionPolicy sessions,
        ContainerCleaner.Policy containers,
        AuthRules auth,
        SnapshotPolicy snapshots,
        TxnPolicy txns) {
    /** The reference's defaults for this tick. */
    public static ReplicaConfig withTick(int tickMs, long firstSessionId) {
        SessionPolicy sessions = new SessionPolicy(tickMs * 2, tickMs * 20, firstSessionId);
        return new ReplicaConfig(
                tickMs,
                sessions,
                ContainerCleaner.Policy.DEFAULT,
                AuthRules.DEFAULT,
                SnapshotPolicy.DEFAULT,
                TxnPolicy.DEFAULT);
    }
}
