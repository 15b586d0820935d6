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
        if (metric instanceof Metric.Summary summary) {
            SummaryMetricFamily family =
                    new SummaryMetricFamily(name, name, List.of(), summary.detailed() ? DETAILED : BASIC);
            List<Double> quantiles = summary.detailed()
                    ? List.of((double) summary.p50(), (double) summary.p90(), (double) summary.p99())
                    : List.of((double) summary.p50());
            return family.addMetric(List.of(), summary.count(), summary.sum(), quantiles);
        }
        Metric.Gauge gauge = (Metric.Gauge) metric;
        return new GaugeMetricFamily(name, name, gauge.value().doubleValue());
    }
}
