package io.coordkit.cli.demo.verdict;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * One claim of a demo and whether the observed facts bear it out. Make one with the factories that compute the outcome
 * from the facts ({@link #equal}, {@link #none}, {@link #atMost}); {@link #that} is for claims of another form.
 *
 * @param name the claim as a sentence, such as {@code "no application is lost"}
 * @param passed whether the facts bear it out
 * @param facts what was observed, in reading order; never empty, as a claim without facts shows nothing
 */
public record Check(String name, boolean passed, List<Fact> facts) {

    /** Refuses a claim without facts. */
    public Check {
        facts = List.copyOf(facts);
        if (facts.isEmpty()) {
            throw new IllegalArgumentException("check without facts: " + name);
        }
    }

    /** A claim whose outcome the caller computes from the facts that it names. */
    public static Check that(String name, boolean passed, Fact... facts) {
        return new Check(name, passed, List.of(facts));
    }

    /** Passes when what was observed equals what was expected. */
    public static Check equal(String name, Object expected, Object observed) {
        return that(
                name,
                Objects.equals(expected, observed),
                new Fact("expected", expected),
                new Fact("observed", observed));
    }

    /** Passes when no offender was found; {@code examined} says how many were looked at, and zero fails. */
    public static Check none(String name, int examined, Collection<?> offenders) {
        return that(
                name,
                examined > 0 && offenders.isEmpty(),
                new Fact("examined", examined),
                new Fact("offenders", List.copyOf(offenders)));
    }

    /** Passes when the observed value does not exceed the limit (numbers, durations). */
    public static <T extends Comparable<T>> Check atMost(String name, T limit, T observed) {
        return that(name, observed.compareTo(limit) <= 0, new Fact("observed", observed), new Fact("at most", limit));
    }

    /** The facts on one line: {@code "expected 5, observed 5"}. */
    public String factsText() {
        return String.join(
                ", ", facts.stream().map(f -> f.name() + " " + f.text()).toList());
    }
}
