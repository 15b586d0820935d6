package io.coordkit.core.zab;

import io.coordkit.core.quorum.Membership;
import java.util.Optional;

/**
 * Whether and how the members of an ensemble may change while it runs.
 *
 * @param enabled whether they may at all ({@code reconfigEnabled}); otherwise what a server was started with counts, whatever
 *     others say
 * @param votersMin voters that must be left, at least
 * @param seen a membership that had been proposed when the server stopped, and that may have been decided since
 */
public record ReconfigPolicy(boolean enabled, int votersMin, Optional<Membership> seen) {
    /** Members are what they are. */
    public static final ReconfigPolicy OFF = new ReconfigPolicy(false, 2, Optional.empty());
}
