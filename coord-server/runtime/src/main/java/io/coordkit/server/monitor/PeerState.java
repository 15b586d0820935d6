package io.coordkit.server.monitor;

import io.coordkit.core.zab.Phase;
import io.coordkit.core.zab.ServerStatus;
import java.util.Locale;

/** Role and phase of an ensemble's member, in the reference's words. */
public final class PeerState {
    private PeerState() {}

    /** {@code QuorumPeer.getDetailedPeerState}. */
    static String of(ServerStatus status) {
        String role = status.state().name().toLowerCase(Locale.ROOT);
        return status.phase() == Phase.ELECTION ? role : role + " - " + phase(status.phase());
    }

    /** {@code ZabState}. */
    public static String phase(Phase phase) {
        return switch (phase) {
            case ELECTION -> "election";
            case DISCOVERY -> "discovery";
            case SYNCHRONISATION -> "synchronization";
            case BROADCAST -> "broadcast";
        };
    }
}
