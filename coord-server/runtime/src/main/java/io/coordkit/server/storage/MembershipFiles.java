package io.coordkit.server.storage;

import io.coordkit.core.quorum.Memberships;
import java.nio.file.Path;

/**
 * Where a server keeps who belongs to its ensemble, for its next start. Called on one thread. What cannot be written is logged:
 * the log of transactions and the other members know it too.
 */
public interface MembershipFiles {
    /** Nothing is kept: the server is started with what it must know each time. */
    MembershipFiles NONE = memberships -> {};

    /** Writes what is decided, and what is proposed if that is newer. */
    void save(Memberships memberships);

    /** Files beside a {@code zoo.cfg}, which is changed to name them. */
    static MembershipFiles beside(Path configuration, long self) {
        return new DynamicFiles(configuration, self);
    }
}
