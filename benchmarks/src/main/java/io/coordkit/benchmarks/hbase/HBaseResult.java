package io.coordkit.benchmarks.hbase;

import io.coordkit.benchmarks.report.Machine;
import io.coordkit.benchmarks.report.RatioRow;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Everything that is written as JSON.
 *
 * @param logs to be split
 * @param workers that split them, each with a session of its own
 * @param regions in transition
 */
record HBaseResult(Machine machine, int logs, int workers, int regions, List<Pair> pairs) {

    /** One after the other. */
    record Pair(Figures ours, Figures apaches) {}

    String render() {
        return RatioRow.head("ours", "ZooKeeper's")
                + row(logs + " logs split by " + workers + " workers, seconds", Figures::splitSeconds)
                + row(regions + " regions in transition loaded, seconds", Figures::loadSeconds)
                + row("a step of one of them heard of, ms", Figures::noticeMillis);
    }

    private String row(String what, ToDoubleFunction<Figures> figure) {
        return RatioRow.of(
                what,
                pairs.stream().map(pair -> figure.applyAsDouble(pair.ours)).toList(),
                pairs.stream().map(pair -> figure.applyAsDouble(pair.apaches)).toList());
    }
}
