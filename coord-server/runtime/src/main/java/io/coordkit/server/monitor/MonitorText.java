package io.coordkit.server.monitor;

import io.coordkit.server.text.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All metrics as names and values, for {@code mntr} and what is like it. */
public final class MonitorText {
    private MonitorText() {}

    /** The lines of {@code mntr}. */
    static String of(Summary summary, List<Metric> metrics) {
        StringBuilder text = new StringBuilder(16_384);
        values(summary, metrics).forEach((name, value) -> text.append("zk_")
                .append(name)
                .append('\t')
                .append(value)
                .append('\n'));
        return text.toString();
    }

    /** What stands before the metrics, and the metrics: a distribution becomes a number of each kind. */
    public static Map<String, Object> values(Summary summary, List<Metric> metrics) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("version", Version.full());
        values.put("server_state", summary.mode().text());
        if (!summary.peerState().isEmpty()) {
            values.put("peer_state", summary.peerState());
        }
        summary.learnsFrom().ifPresent(leader -> values.put("observer_master_id", leader));
        metrics.forEach(metric -> put(values, metric));
        return values;
    }

    private static void put(Map<String, Object> values, Metric metric) {
        if (metric instanceof Metric.Gauge gauge) {
            values.put(gauge.name(), gauge.value());
        } else if (metric instanceof Metric.Counter counter) {
            values.put(counter.name(), counter.value());
        } else if (metric instanceof Metric.GaugeSet set) {
            set.byKey().forEach((key, value) -> values.put(key + "_" + set.name(), value));
        } else if (metric instanceof Metric.CounterSet set) {
            set.byKey().forEach((key, value) -> values.put(key + "_" + set.name(), value));
        } else if (metric instanceof Metric.SummarySet set) {
            set.byKey().values().forEach(summary -> put(values, summary));
        } else if (metric instanceof Metric.Summary summary) {
            values.put("avg_" + summary.name(), summary.average());
            values.put("min_" + summary.name(), summary.min());
            values.put("max_" + summary.name(), summary.max());
            values.put("cnt_" + summary.name(), summary.count());
            values.put("sum_" + summary.name(), summary.sum());
            if (summary.detailed()) {
                values.put("p50_" + summary.name(), summary.p50());
                values.put("p95_" + summary.name(), summary.p95());
                values.put("p99_" + summary.name(), summary.p99());
                values.put("p999_" + summary.name(), summary.p999());
            }
        }
    }
}
