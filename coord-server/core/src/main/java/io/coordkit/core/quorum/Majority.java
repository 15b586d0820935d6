package io.coordkit.core.quorum;

import java.util.Set;
import java.util.TreeSet;

/** More than half of the voters ({@code QuorumMaj} of the reference). */
public final class Majority implements QuorumVerifier {
    private final Set<Long> voters;

    /** @param voters ids of the servers that vote */
    public Majority(Set<Long> voters) {
        this.voters = new TreeSet<>(voters);
    }

    @Override
    public boolean isQuorum(Set<Long> servers) {
        int count = 0;
        for (long voter : voters) {
            if (servers.contains(voter)) {
                count++;
            }
        }
        return count > voters.size() / 2;
    }

    @Override
    public boolean isVoter(long server) {
        return voters.contains(server);
    }

    @Override
    public long weightOf(long server) {
        return isVoter(server) ? 1 : 0;
    }
}
