package io.coordkit.core.quorum;

import java.util.Arrays;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * Two memberships that must both agree, while an ensemble goes from one to the other
 * ({@code SyncedLearnerTracker} of the reference with two verifiers).
 */
public final class Joint implements QuorumVerifier {
    private final QuorumVerifier former;
    private final QuorumVerifier next;
    private final long[] voters;

    /** Quorums of both are needed from now on. */
    public Joint(QuorumVerifier former, QuorumVerifier next) {
        this.former = former;
        this.next = next;
        this.voters = LongStream.concat(Arrays.stream(former.voters()), Arrays.stream(next.voters()))
                .sorted()
                .distinct()
                .toArray();
    }

    /** The chosen ones must not be more in one membership because of those who vote in the other. */
    @Override
    public boolean isQuorum(LongPredicate chosen) {
        return former.isQuorum(chosen) && next.isQuorum(chosen);
    }

    @Override
    public boolean isVoter(long server) {
        return former.isVoter(server) || next.isVoter(server);
    }

    @Override
    public long weightOf(long server) {
        return Math.max(former.weightOf(server), next.weightOf(server));
    }

    @Override
    public long[] voters() {
        return voters.clone();
    }
}
