package io.coordkit.core.replica;

import io.coordkit.core.auth.AuthRules;
import io.coordkit.core.broadcast.ContainerCleaner;
import io.coordkit.core.broadcast.TxnPolicy;
import io.coordkit.core.client.ClientLimits;
import io.coordkit.core.session.LocalSessions;
import io.coordkit.core.session.SessionPolicy;

/**
 * What a replica must know before its first step.
 *
 * @param tickMs the unit of time: session expiry advances in these steps
 * @param sessions which sessions are granted
 * @param clients what all clients together may ask for
 * @param containers how empty containers are removed
 * @param auth who may be somebody, and how
 * @param checks what is checked of writes only on demand
 * @param snapshots when snapshots are written
 * @param txns what transactions look like in the log
 */
public record ReplicaConfig(
        int tickMs,
        SessionPolicy sessions,
        ClientLimits clients,
        ContainerCleaner.Policy containers,
        AuthRules auth,
        WriteChecks checks,
        SnapshotPolicy snapshots,
        TxnPolicy txns) {
    /** The reference's defaults for this tick. */
    public static ReplicaConfig withTick(int tickMs, long firstSessionId) {
        SessionPolicy sessions = new SessionPolicy(tickMs * 2, tickMs * 20, firstSessionId, LocalSessions.NONE);
        return new ReplicaConfig(
                tickMs,
                sessions,
                ClientLimits.DEFAULT,
                ContainerCleaner.Policy.DEFAULT,
                AuthRules.DEFAULT,
                WriteChecks.NONE,
                SnapshotPolicy.DEFAULT,
                TxnPolicy.DEFAULT);
    }
}
