package io.coordkit.core.quorum;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Servers in groups, each with a weight ({@code QuorumHierarchical} of the reference): a group is won by more than half of its
 * weight, and more than half of the groups that weigh anything decide. A server of weight 0 does not vote, in whichever group.
 */
public final class Hierarchy implements QuorumVerifier {
    private final Map<Long, Long> groupOf;
    private final Map<Long, Long> weights;
    private final Map<Long, Long> groupWeights = new TreeMap<>();
    private final int groups;

    /**
     * A hierarchy.
     *
     * @param groupOf group of each voter
     * @param weights weight of each voter
     */
    public Hierarchy(Map<Long, Long> groupOf, Map<Long, Long> weights) {
        this.groupOf = new TreeMap<>(groupOf);
        this.weights = new TreeMap<>(weights);
        this.groupOf.forEach((server, group) -> groupWeights.merge(group, weightOf(server), Long::sum));
        this.groups = (int)
                groupWeights.values().stream().filter(weight -> weight > 0).count();
    }

    @Override
    public boolean isQuorum(LongPredicate chosen) {
        Map<Long, Long> reached = new TreeMap<>();
        for (Map.Entry<Long, Long> member : groupOf.entrySet()) {
            if (chosen.test(member.getKey())) {
                reached.merge(member.getValue(), weightOf(member.getKey()), Long::sum);
            }
        }
        int won = 0;
        for (Map.Entry<Long, Long> group : reached.entrySet()) {
            if (group.getValue() > groupWeights.getOrDefault(group.getKey(), 0L) / 2) {
                won++;
            }
        }
        return won > groups / 2;
    }

    @Override
    public boolean isVoter(long server) {
        return groupOf.containsKey(server);
    }

    @Override
    public long weightOf(long server) {
        return weights.getOrDefault(server, 0L);
    }

    @Override
    public long[] voters() {
        return groupOf.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    }
}
