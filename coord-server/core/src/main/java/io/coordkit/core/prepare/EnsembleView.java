package io.coordkit.core.prepare;

import io.coordkit.core.quorum.Membership;
import io.coordkit.core.quorum.Memberships;
import java.util.Optional;

/** What a primary must know of its ensemble to judge a reconfiguration. */
public interface EnsembleView {
    /** Whether reconfigurations are let in at all ({@code reconfigEnabled}). */
    boolean isReconfigurable();

    /** The members as they are and as they are about to be; nothing for a standalone server. */
    Optional<Memberships> memberships();

    /** Voters that must be left, at least: 2, or 1 with {@code standaloneEnabled=false}. */
    int votersMin();

    /** Whether a quorum of these members follows and has the whole history. */
    boolean isSynced(Membership membership);

    /** A server that has nobody to share with. */
    static EnsembleView standalone(boolean reconfigurable) {
        return new EnsembleView() {
            @Override
            public boolean isReconfigurable() {
                return reconfigurable;
            }

            @Override
            public Optional<Memberships> memberships() {
                return Optional.empty();
            }

            @Override
            public int votersMin() {
                return 1;
            }

            @Override
            public boolean isSynced(Membership membership) {
                return false;
            }
        };
    }
}
