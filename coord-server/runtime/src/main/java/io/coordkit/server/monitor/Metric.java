package io.coordkit.server.monitor;

import io.coordkit.core.stats.Distribution;
import java.util.Map;
import java.util.TreeMap;

/** One number, or one distribution, under the reference's name. */
public sealed interface Metric {
    /** The reference's name, without a prefix. */
    String name();

    /** A number that goes up and down; a {@link Long}, or a {@link Double} where the reference shows decimals. */
    record Gauge(String name, Number value) implements Metric {}

    /** A number that only grows, unless the operator has it begin anew. */
    record Counter(String name, long value) implements Metric {}

    /**
     * A number that goes up and down for each of several keys; {@code mntr} shows each under the name {@code key_name}.
     *
     * @param byKey the numbers
     */
    record GaugeSet(String name, Map<String, Long> byKey) implements Metric {}

    /**
     * A number that only grows for each of several keys, shown like a {@link GaugeSet}.
     *
     * @param byKey the numbers
     */
    record CounterSet(String name, Map<String, Long> byKey) implements Metric {}

    /**
     * A distribution for each of several keys.
     *
     * @param byKey each under the name {@code key_name}, as {@code mntr} shows it
     */
    record SummarySet(String name, boolean detailed, Map<String, Summary> byKey) implements Metric {
        static SummarySet of(String name, boolean detailed, Map<String, Distribution> values) {
            Map<String, Summary> byKey = new TreeMap<>();
            values.forEach((key, value) -> byKey.put(key, Summary.of(key + "_" + name, detailed, value)));
            return new SummarySet(name, detailed, byKey);
        }
    }

    /**
     * A distribution.
     *
     * @param detailed whether its quantiles are of interest
     * @param p50 the value that half of all do not exceed
     */
    record Summary(
            String name,
            boolean detailed,
            double average,
            long min,
            long max,
            long count,
            long sum,
            long p50,
            long p90,
            long p95,
            long p99,
            long p999)
            implements Metric {
        static Summary of(String name, boolean detailed, Distribution values) {
            return new Summary(
                    name,
                    detailed,
                    values.average(),
                    values.min(),
                    values.max(),
                    values.count(),
                    values.sum(),
                    values.quantile(0.5),
                    values.quantile(0.9),
                    values.quantile(0.95),
                    values.quantile(0.99),
                    values.quantile(0.999));
        }
    }
}
