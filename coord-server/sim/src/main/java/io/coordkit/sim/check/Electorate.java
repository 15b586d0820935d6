package io.coordkit.sim.check;

import io.coordkit.core.quorum.Joint;
import io.coordkit.core.quorum.Majority;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.quorum.QuorumVerifier;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Whose disks decide, by the newest membership that was shown or with which a leader has begun. */
final class Electorate {
    private static final long ALONE = 0;

    private Optional<Membership> members;
    private int changes;

    Electorate(Optional<Membership> atFirst) {
        this.members = atFirst;
    }

    QuorumVerifier quorum() {
        return members.map(Membership::quorum).orElseGet(() -> new Majority(Set.of(ALONE)));
    }

    boolean isQuorum(Collection<Integer> servers) {
        return quorum().isQuorum(id -> servers.contains((int) id));
    }

    /** The zxid that has led to it. */
    long version() {
        return members.map(Membership::version).orElse(0L);
    }

    boolean knows(Membership others) {
        return members.filter(others::hasSameMembers).isPresent();
    }

    /** What must agree to a reconfiguration: those who decide, and those who will. */
    QuorumVerifier during(Membership next) {
        return new Joint(quorum(), next.quorum());
    }

    /** How often the members have become others. */
    int changes() {
        return changes;
    }

    void become(Membership next) {
        changes += knows(next) ? 0 : 1;
        members = Optional.of(next);
    }
}
