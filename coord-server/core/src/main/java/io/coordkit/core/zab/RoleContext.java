package io.coordkit.core.zab;

import io.coordkit.core.broadcast.History;
import io.coordkit.core.client.ClientFront;
import io.coordkit.core.client.Upstream;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.session.SessionTable;
import java.util.function.Supplier;

/**
 * The parts of a server that outlive its roles, and that these work with.
 *
 * @param front the clients of this server
 * @param listener hears of what is applied while this server serves
 * @param spread when an observer does what all of them would do at once
 * @param ending how a role says that it cannot go on
 * @param establishment how a role says that it can
 */
record RoleContext(
        Turn turn,
        EnsembleConfig config,
        History history,
        SessionTable sessions,
        Supplier<ClientFront> front,
        AppliedListener listener,
        Ensemble.LeaderSettings leaderSettings,
        Roster roster,
        PeerWriter writer,
        Promises promises,
        Mending mending,
        MasterRotation masters,
        Spread spread,
        Ending ending,
        Establishment establishment) {

    /** Hears that a role is established. */
    interface Establishment {
        /**
         * Clients are served in an epoch by way of a role, or sent away if {@code open} is false.
         *
         * @param by number of the server that speaks for them to the leader, or leads
         */
        void serve(Upstream established, long epoch, long by, boolean open);
    }

    ClientFront clients() {
        return front.get();
    }
}
