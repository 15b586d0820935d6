package io.coordkit.server.prometheus;

import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.Metric;
import io.coordkit.server.monitor.NotServingException;
import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import io.prometheus.client.SummaryMetricFamily;
import java.util.ArrayList;
import java.util.List;

/** A server's metrics in the client library's terms; the names are the reference's, without a prefix. */
final class ServerCollector extends Collector {
    private static final List<Double> BASIC = List.of(0.5);
    private static final List<Double> DETAILED = List.of(0.5, 0.9, 0.99);

    private static final List<String> KEY = List.of("key");

    private final Inspection server;

    ServerCollector(Inspection server) {
        this.server = server;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        try {
            List<MetricFamilySamples> families = new ArrayList<>();
            for (Metric metric : server.metrics()) {
                families.add(family(metric));
            }
            return families;
        } catch (NotServingException stopped) {
            return List.of();
        }
    }

    private static MetricFamilySamples family(Metric metric) {
        String name = metric.name();
        if (metric instanceof Metric.Counter counter) {
            return new CounterMetricFamily(name, name, counter.value());
        }
        if (metric instanceof Metric.CounterSet set) {
            CounterMetricFamily family = new CounterMetricFamily(name, name, KEY);
            set.byKey().forEach((key, value) -> family.addMetric(List.of(key), value));
            return family;
        }
        if (metric instanceof Metric.GaugeSet set) {
            GaugeMetricFamily family = new GaugeMetricFamily(name, name, KEY);
            set.byKey().forEach((key, value) -> family.addMetric(List.of(key), value));
            return family;
        }
        if (metric instanceof Metric.SummarySet set) {
            SummaryMetricFamily family = summaries(name, KEY, set.detailed());
            set.byKey().forEach((key, summary) -> add(family, List.of(key), summary));
            return family;
        }
        if (metric instanceof Metric.Summary summary) {
            return add(summaries(name, List.of(), summary.detailed()), List.of(), summary);
        }
        Metric.Gauge gauge = (Metric.Gauge) metric;
        return new GaugeMetricFamily(name, name, gauge.value().doubleValue());
    }

    private static SummaryMetricFamily summaries(String name, List<String> labels, boolean detailed) {
        return new SummaryMetricFamily(name, name, labels, detailed ? DETAILED : BASIC);
    }

    private static SummaryMetricFamily add(SummaryMetricFamily family, List<String> labels, Metric.Summary summary) {
        List<Double> quantiles = summary.detailed()
                ? List.of((double) summary.p50(), (double) summary.p90(), (double) summary.p99())
                : List.of((double) summary.p50());
        return family.addMetric(labels, summary.count(), summary.sum(), quantiles);
    }
}
