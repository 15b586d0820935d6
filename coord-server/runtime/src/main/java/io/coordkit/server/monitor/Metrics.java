package io.coordkit.server.monitor;

import io.coordkit.core.client.Pressure;
import io.coordkit.core.replica.Replica;
import io.coordkit.core.stats.Count;
import io.coordkit.core.stats.Distribution;
import io.coordkit.core.stats.Measure;
import io.coordkit.core.stats.ServerStats;
import io.coordkit.core.zab.LeaderView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** All metrics of a server ({@code ZooKeeperServer.registerMetrics} and {@code ServerMetrics} of the reference). */
final class Metrics {
    private final List<Metric> list = new ArrayList<>(256);

    private Metrics() {}

    /** On the replica's thread. */
    static List<Metric> of(Replica replica, long uptimeMs, int unreadSockets) {
        Metrics metrics = new Metrics();
        Summary summary = Summary.of(replica);
        metrics.addSummary(summary, uptimeMs);
        metrics.addTree(replica);
        metrics.addLimits(replica);
        metrics.gauge("coordkit_sockets_not_read", unreadSockets);
        replica.observers().ifPresent(observers -> metrics.gauge("synced_observers", observers.size()));
        replica.leading().ifPresent(view -> metrics.addLeader(view, summary.proposals()));
        for (Count count : Count.values()) {
            metrics.list.add(new Metric.Counter(count.metric(), replica.stats().count(count)));
        }
        for (Measure measure : Measure.values()) {
            metrics.list.add(Metric.Summary.of(
                    measure.metric(), measure.isDetailed(), replica.stats().measured(measure)));
        }
        metrics.list.addAll(NamespaceMetrics.of(replica.tree().quotas(), replica.stats()));
        metrics.addAcknowledgements(replica.stats());
        UnusedMetrics.addTo(metrics.list);
        return metrics.list;
    }

    private void addSummary(Summary summary, long uptimeMs) {
        list.add(new Metric.Gauge("avg_latency", summary.avgLatencyMs()));
        gauge("max_latency", summary.maxLatencyMs());
        gauge("min_latency", summary.minLatencyMs());
        gauge("packets_received", summary.received());
        gauge("packets_sent", summary.sent());
        gauge("num_alive_connections", summary.connections());
        gauge("outstanding_requests", summary.outstanding());
        gauge("uptime", uptimeMs);
        gauge("znode_count", summary.nodes());
        gauge("auth_failed_count", summary.authFailures());
        gauge("non_mtls_remote_conn_count", summary.plainRemote());
        gauge("non_mtls_local_conn_count", summary.plainLocal());
        gauge("last_client_response_size", summary.responses().last());
        gauge("max_client_response_size", summary.responses().max());
        gauge("min_client_response_size", summary.responses().min());
    }

    private void addTree(Replica replica) {
        gauge("watch_count", replica.watches().registrationCount());
        gauge("ephemerals_count", replica.tree().ephemeralCount());
        gauge("approximate_data_size", replica.tree().approximateBytes());
        gauge("global_sessions", replica.tree().sessionCount());
        gauge("local_sessions", replica.sessions().localCount());
        FileDescriptors descriptors = FileDescriptors.now();
        gauge("open_file_descriptor_count", descriptors.open());
        gauge("max_file_descriptor_count", descriptors.max());
        list.add(new Metric.Gauge(
                "connection_drop_probability", replica.clients().refusalChance()));
        gauge("outstanding_tls_handshake", replica.stats().handshakes());
        if (replica.isMember()) {
            gauge("quorum_size", CurrentMembership.of(replica.tree()).voters().size());
        }
    }

    /** One for each limit that {@code ARCHITECTURE.md} names, as far as it is not a counter. */
    private void addLimits(Replica replica) {
        Pressure pressure = replica.clients().pressure();
        gauge("coordkit_clients_crowded", pressure.crowded());
        gauge("coordkit_clients_held_back", pressure.heldBack());
        gauge("coordkit_clients_clogged", pressure.clogged());
        gauge("coordkit_unsent_bytes", pressure.unsentBytes());
        gauge("coordkit_unsent_event_bytes", pressure.unsentEventBytes());
        gauge("coordkit_bytes_on_the_way", pressure.bytesOnTheWay());
        gauge("coordkit_transactions_kept_for_learners", replica.keptForLearners());
    }

    private void addLeader(LeaderView view, SizeRange proposals) {
        gauge("learners", view.learners());
        gauge("synced_followers", view.followers());
        gauge("synced_non_voting_followers", view.nonVotingFollowers());
        gauge("pending_syncs", view.waitingSyncs());
        gauge("leader_uptime", view.uptimeMs());
        gauge("last_proposal_size", proposals.last());
        gauge("max_proposal_size", proposals.max());
        gauge("min_proposal_size", proposals.min());
    }

    private void addAcknowledgements(ServerStats stats) {
        Map<String, Distribution> byServer = new TreeMap<>();
        for (long server : stats.acknowledgements().sortedKeys()) {
            byServer.put(
                    Long.toString(server),
                    Objects.requireNonNull(stats.acknowledgements().get(server)));
        }
        list.add(Metric.SummarySet.of("ack_latency", true, byServer));
    }

    private void gauge(String name, long value) {
        list.add(new Metric.Gauge(name, value));
    }
}
