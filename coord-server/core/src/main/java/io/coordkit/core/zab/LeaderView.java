package io.coordkit.core.zab;

import java.util.List;

/**
 * Whom an established leader leads, for operators.
 *
 * @param learners links of learners, in whatever state
 * @param followers voters that are sent what is decided
 * @param nonVotingFollowers those of them that the membership does not count
 * @param observers observers that are sent what is decided
 * @param waitingSyncs syncs that have not been answered
 * @param uptimeMs how long it has led
 */
public record LeaderView(
        int learners,
        int followers,
        int nonVotingFollowers,
        List<ObserverView> observers,
        int waitingSyncs,
        long uptimeMs) {}
