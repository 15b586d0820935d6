package io.coordkit.core.quorum;

import java.util.Set;

/** Answers "is this set enough?" for one membership. Immutable. */
public sealed interface QuorumVerifier permits Majority, Hierarchy {
    /** Whether these servers together decide; servers that do not vote are ignored. */
    boolean isQuorum(Set<Long> servers);

    /** Whether the server votes at all. */
    boolean isVoter(long server);

    /** The weight of a server; 0 for one that neither votes nor leads. */
    long weightOf(long server);
}
