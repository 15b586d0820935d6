package io.coordkit.cli.demo.verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * What a demo found.
 *
 * @param demo the demo's name
 * @param checks its claims in reading order; a verdict without any fails
 */
public record Verdict(String demo, List<Check> checks) {

    public Verdict {
        checks = List.copyOf(checks);
    }

    /** Short form. */
    public static Verdict of(String demo, Check... checks) {
        return new Verdict(demo, List.of(checks));
    }

    /** The same, with further claims at the end. */
    public Verdict and(List<Check> further) {
        List<Check> all = new ArrayList<>(checks);
        all.addAll(further);
        return new Verdict(demo, all);
    }

    /** True when there is at least one check and all of them passed. */
    public boolean passed() {
        return !checks.isEmpty() && checks.stream().allMatch(Check::passed);
    }

    /** The exit code of a process that ran these demos: 0 when every one passed (and there was one), else 1. */
    public static int exitCode(List<Verdict> verdicts) {
        return !verdicts.isEmpty() && verdicts.stream().allMatch(Verdict::passed) ? 0 : 1;
    }
}
