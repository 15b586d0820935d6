package io.coordkit.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a run measures.
 *
 * @param scenarios windows of time under a load
 * @param failovers kills of a leader under a load
 */
public record Selection(List<Scenario> scenarios, List<Failover> failovers) {
    public Selection {
        scenarios = List.copyOf(scenarios);
        failovers = List.copyOf(failovers);
    }

    /** Everything that can be measured with so many servers. */
    public static Selection all(int servers) {
        return new Selection(Scenario.all(), Failover.possibleWith(servers));
    }

    /**
     * What matches any of the filters.
     *
     * @throws BenchmarkFailure when a filter matches nothing that can be measured with so many servers
     */
    public static Selection matching(List<String> filters, int servers) {
        Selection all = all(servers);
        for (String filter : filters) {
            if (all.only(List.of(filter)).labels().isEmpty()) {
                throw new BenchmarkFailure("no scenario matches '" + filter + "' with --servers " + servers
                        + "; there are " + String.join(", ", all.labels()));
            }
        }
        return all.only(filters);
    }

    private Selection only(List<String> filters) {
        return new Selection(
                scenarios.stream()
                        .filter(scenario -> filters.stream().anyMatch(scenario::matches))
                        .toList(),
                failovers.stream()
                        .filter(failover -> filters.stream().anyMatch(failover::matches))
                        .toList());
    }

    /** The name of each. */
    public List<String> labels() {
        return Stream.concat(
                        scenarios.stream().map(Scenario::label),
                        failovers.stream().map(Failover::label))
                .toList();
    }
}
