package io.coordkit.core.zab;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
        List<Long> followers = followers(leader);
        if (followers.isEmpty()) {
            return leader;
        }
        last = behindLast(followers).orElse(followers.get(0));
        return last;
    }

    /** Whether all have had their turn while this one leads; always so where there is only the leader. */
    boolean startsOver(long leader) {
        List<Long> followers = followers(leader);
        boolean begun = last != ServerStatus.NO_LEADER;
        return followers.isEmpty() || begun && behindLast(followers).isEmpty();
    }

    private List<Long> followers(long leader) {
        return mayLearnFromFollowers()
                ? roster.decided().voters().stream()
                        .filter(voter -> voter != leader)
                        .sorted(order)
                        .toList()
                : List.of();
    }

    private Optional<Long> behindLast(List<Long> followers) {
        return followers.stream()
                .filter(voter -> last != ServerStatus.NO_LEADER && order.compare(voter, last) > 0)
                .findFirst();
    }

    /** Whoever a proposed membership makes a voter must be where it is counted. */
    private boolean mayLearnFromFollowers() {
        boolean isVoter = roster.quorum().isVoter(config.self());
        return config.observerMasters().enabled() && roster.isObserver() && !isVoter;
    }

    /** Observers with neighbouring numbers do not all come to the same follower. */
    private long rank(long voter) {
        return Spread.mix(config.self(), voter);
    }
}
