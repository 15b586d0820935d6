package io.coordkit.core.quorum;

import java.util.Optional;

/**
 * What a server knows of who belongs to its ensemble: the membership that is decided, and the newest one that was proposed
 * ({@code quorumVerifier} and {@code lastSeenQuorumVerifier} of the reference). As long as the second is newer, nothing is
 * decided without quorums of both: nobody can know yet which of them counts. Immutable.
 */
public final class Memberships {
    private final Membership decided;
    private final Membership seen;
    private final QuorumVerifier quorum;

    private Memberships(Membership decided, Membership seen) {
        this.decided = decided;
        this.seen = seen;
        boolean joint = isChanging() && !seen.hasSameMembers(decided);
        this.quorum = joint ? new Joint(decided.quorum(), seen.quorum()) : decided.quorum();
    }

    /** Nothing is proposed. */
    public static Memberships of(Membership decided) {
        return new Memberships(decided, decided);
    }

    /** The one that is decided. */
    public Membership decided() {
        return decided;
    }

    /** The newest one that was proposed; the decided one when nothing is. */
    public Membership seen() {
        return seen;
    }

    /** The line of a server: the decided one, or else the proposed one. */
    public Optional<Member> member(long id) {
        return decided.member(id).or(() -> seen.member(id));
    }

    /** Whether one is proposed and not decided. */
    public boolean isChanging() {
        return seen.version() > decided.version();
    }

    /** Which sets of servers are enough. */
    public QuorumVerifier quorum() {
        return quorum;
    }

    /** Whether the server is there to listen only; one that has no line may take part, and does not count. */
    public boolean isObserver(long server) {
        return decided.member(server).map(Member::observer).orElse(false);
    }

    /** The same with another proposal instead of the one before, which may never have been decided. */
    public Memberships seeing(Membership proposed) {
        return new Memberships(decided, proposed);
    }

    /** The same with a newer decision. */
    public Memberships deciding(Membership newer) {
        return new Memberships(newer, seen.version() > newer.version() ? seen : newer);
    }
}
