package io.coordkit.core.quorum;

import java.util.Arrays;
import java.util.Set;
import java.util.function.LongPredicate;

/** More than half of the voters ({@code QuorumMaj} of the reference). */
public final class Majority implements QuorumVerifier {
    private final long[] voters;

    /** @param voters ids of the servers that vote */
    public Majority(Set<Long> voters) {
        this.voters = voters.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    @Override
    public boolean isQuorum(LongPredicate chosen) {
        int count = 0;
        for (long voter : voters) {
            if (chosen.test(voter)) {
                count++;
            }
        }
        return count > voters.length / 2;
    }

    @Override
    public boolean isVoter(long server) {
        return Arrays.binarySearch(voters, server) >= 0;
    }

    @Override
    public long weightOf(long server) {
        return isVoter(server) ? 1 : 0;
    }

    @Override
    public long[] voters() {
        return voters.clone();
    }
}
