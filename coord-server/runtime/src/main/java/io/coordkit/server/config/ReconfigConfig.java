package io.coordkit.server.config;

import io.coordkit.core.quorum.Membership;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether the members of the ensemble may change while it runs, and where that is kept.
 *
 * @param enabled {@code reconfigEnabled}
 * @param votersMin voters that must be left: 2, or 1 with {@code standaloneEnabled=false}
 * @param file the {@code zoo.cfg}, beside which the files of memberships are written; empty for a server without one
 * @param seen a membership that was proposed when the server stopped
 */
public record ReconfigConfig(boolean enabled, int votersMin, Optional<Path> file, Optional<Membership> seen) {
    /** The reference's default: members are those of the file. */
    public static final ReconfigConfig OFF = new ReconfigConfig(false, 2, Optional.empty(), Optional.empty());
}
