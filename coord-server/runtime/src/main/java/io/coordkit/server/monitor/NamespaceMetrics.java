package io.coordkit.server.monitor;

import io.coordkit.core.stats.Distribution;
import io.coordkit.core.stats.PathSizes;
import io.coordkit.core.stats.ServerStats;
import io.coordkit.core.tree.QuotaFigures;
import io.coordkit.core.tree.Quotas;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is counted apart for each namespace, the first name of a path ({@code QuotaMetricsUtils} and {@code ServerMetrics} of the
 * reference). Several quotas below one are added up, a missing limit as −1.
 */
final class NamespaceMetrics {
    private NamespaceMetrics() {}

    static List<Metric> of(Quotas quotas, ServerStats stats) {
        return List.of(
                quota(
                        "quota_count_limit",
                        quotas,
                        quotas::limitsOf,
                        limits -> limits.countHardLimit() > -1 ? limits.countHardLimit() : limits.count()),
                quota(
                        "quota_bytes_limit",
                        quotas,
                        quotas::limitsOf,
                        limits -> limits.bytesHardLimit() > -1 ? limits.bytesHardLimit() : limits.bytes()),
                quota("quota_count_usage", quotas, quotas::usageOf, QuotaFigures::count),
                quota("quota_bytes_usage", quotas, quotas::usageOf, QuotaFigures::bytes),
                refusals(stats),
                sizes("read", stats.readSizes()),
                sizes("write", stats.writtenSizes()));
    }

    private static Metric quota(
            String what,
            Quotas quotas,
            Function<String, @Nullable QuotaFigures> figures,
            ToLongFunction<QuotaFigures> number) {
        Map<String, Long> byNamespace = new TreeMap<>();
        for (String top : quotas.tops()) {
            QuotaFigures found = figures.apply(top);
            if (found != null) {
                byNamespace.merge(top.split("/", 3)[1], number.applyAsLong(found), Long::sum);
            }
        }
        return new Metric.GaugeSet(what + "_per_namespace", byNamespace);
    }

    private static Metric refusals(ServerStats stats) {
        Map<String, Long> byNamespace = new TreeMap<>();
        stats.refusals().byNamespace().forEach((name, refused) -> byNamespace.put(name, refused.count()));
        return new Metric.CounterSet("quota_exceeded_error_per_namespace", byNamespace);
    }

    private static Metric sizes(String what, PathSizes sizes) {
        Map<String, Distribution> byNamespace = sizes.byNamespace();
        return Metric.SummarySet.of(what + "_per_namespace", false, byNamespace);
    }
}
