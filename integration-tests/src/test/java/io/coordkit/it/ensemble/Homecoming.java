package io.coordkit.it.ensemble;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The return of a learner that was away: begins when it is still away, and ends when it serves. */
final class Homecoming {

    private final EnsembleProcesses ensemble;
    private final Member learner;
    private final Map<Member, Integer> printedBefore = new LinkedHashMap<>();

    Homecoming(EnsembleProcesses ensemble, Member learner) throws IOException {
        this.ensemble = ensemble;
        this.learner = learner;
        for (Member member : ensemble.members()) {
            printedBefore.put(member, member.output().length());
        }
    }

    /** Waits until it has come back to the one that leads now, and checks that it was brought up to date in this way. */
    void awaitBy(Plan plan) throws IOException {
        ensemble.awaitServing(ensemble.members());
        Member leader = ensemble.leader();
        ensemble.await(learner + " does not come back by " + plan, () -> is(plan, leader));
        // A DIFF may follow when the link breaks in between.
        for (Plan other : Plan.values()) {
            if (other != plan && other != Plan.DIFF && is(other, leader)) {
                throw new AssertionError(learner + " came back by " + other + ", not by " + plan);
            }
        }
    }

    private boolean is(Plan plan, Member leader) throws IOException {
        return plan.isSaid(leader.backend(), news(leader), learner.id())
                && plan.isHeard(learner.backend(), news(learner));
    }

    private String news(Member member) throws IOException {
        return member.output().substring(Objects.requireNonNull(printedBefore.get(member)));
    }
}
