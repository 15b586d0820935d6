package io.coordkit.core.harness;

import io.coordkit.core.auth.AuthRules;
import io.coordkit.core.broadcast.ContainerCleaner;
import io.coordkit.core.broadcast.TxnPolicy;
import io.coordkit.core.client.ClientLimits;
import io.coordkit.core.replica.ReplicaConfig;
import io.coordkit.core.replica.SnapshotPolicy;
import io.coordkit.core.replica.WriteChecks;
import io.coordkit.core.session.SessionPolicy;

/** The configuration of a replica, of which a test changes what it is about. */
public final class Configs {
    private final ReplicaConfig plain;
    private SessionPolicy sessions;
    private ClientLimits clients;
    private ContainerCleaner.Policy containers;
    private AuthRules auth;
    private WriteChecks checks;
    private SnapshotPolicy snapshots;
    private TxnPolicy txns;

    private Configs(ReplicaConfig plain) {
        this.plain = plain;
        this.sessions = plain.sessions();
        this.clients = plain.clients();
        this.containers = plain.containers();
        this.auth = plain.auth();
        this.checks = plain.checks();
        this.snapshots = plain.snapshots();
        this.txns = plain.txns();
    }

    /** As it comes, with this tick. */
    public static Configs withTick(int tickMs) {
        return new Configs(ReplicaConfig.withTick(tickMs, 0x100));
    }

    /** What has been said so far. */
    public ReplicaConfig build() {
        return new ReplicaConfig(
                plain.tickMs(), sessions, clients, containers, auth, checks, snapshots, txns, plain.reconfigurable());
    }

    public Configs sessions(SessionPolicy changed) {
        sessions = changed;
        return this;
    }

    public Configs clients(ClientLimits changed) {
        clients = changed;
        return this;
    }

    public Configs containers(ContainerCleaner.Policy changed) {
        containers = changed;
        return this;
    }

    public Configs auth(AuthRules changed) {
        auth = changed;
        return this;
    }

    public Configs checks(WriteChecks changed) {
        checks = changed;
        return this;
    }

    public Configs snapshots(SnapshotPolicy changed) {
        snapshots = changed;
        return this;
    }

    public Configs txns(TxnPolicy changed) {
        txns = changed;
        return this;
    }
}
