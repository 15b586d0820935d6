package io.coordkit.core.quorum;

import java.util.Set;
import java.util.function.LongPredicate;

/** Answers "is this set enough?" for one membership. Immutable. */
public sealed interface QuorumVerifier permits Majority, Hierarchy, Joint {
    /** Whether the servers for which {@code chosen} is true decide together; only voters are asked about. */
    boolean isQuorum(LongPredicate chosen);

    /** Whether these servers together decide; servers that do not vote are ignored. */
    default boolean isQuorum(Set<Long> servers) {
        return isQuorum(servers::contains);
    }

    /** Whether the server votes at all. */
    boolean isVoter(long server);

    /** The weight of a server; 0 for one that neither votes nor leads. */
    long weightOf(long server);

    /** The servers that vote, ascending. */
    long[] voters();
}
