package io.coordkit.core.zab;

import java.util.Comparator;
import java.util.List;

/**
 * From whom this server learns: a follower or an observer without {@code observerMasterPort} from the leader, another observer from the
 * followers, one after the other ({@code QuorumPeer.nextObserverMaster} of the reference). The reference shuffles the voters; here each
 * observer has an order of its own, which follows from the numbers, and goes on in it through changes of the members. The leader, which
 * lets nobody in there, is left out.
 */
final class MasterRotation {
    private final EnsembleConfig config;
    private final Roster roster;
    private final Comparator<Long> order;

    /** Whose turn was last; {@link ServerStatus#NO_LEADER} before the first. */
    private long last = ServerStatus.NO_LEADER;

    MasterRotation(EnsembleConfig config, Roster roster) {
        this.config = config;
        this.roster = roster;
        this.order = Comparator.<Long>comparingLong(this::rank).thenComparing(Comparator.naturalOrder());
    }

    /** Whom to try next while this one leads; the leader itself where nobody else could do it. */
    long next(long leader) {
        List<Long> followers = mayLearnFromFollowers()
                ? roster.decided().voters().stream()
                        .filter(voter -> voter != leader)
                        .sorted(order)
                        .toList()
                : List.of();
        if (followers.isEmpty()) {
            return leader;
        }
        last = followers.stream()
                .filter(voter -> last != ServerStatus.NO_LEADER && order.compare(voter, last) > 0)
                .findFirst()
                .orElse(followers.get(0));
        return last;
    }

    /** Whoever a proposed membership makes a voter must be where it is counted. */
    private boolean mayLearnFromFollowers() {
        boolean isVoter = roster.quorum().isVoter(config.self());
        return config.observerMasters().enabled() && roster.isObserver() && !isVoter;
    }

    /** The finalizer of SplitMix64, so that observers with neighbouring numbers do not all come to the same follower. */
    private long rank(long voter) {
        long mixed = config.self() * 0x9e3779b97f4a7c15L + voter;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
