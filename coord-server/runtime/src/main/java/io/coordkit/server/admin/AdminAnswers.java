package io.coordkit.server.admin;

import io.coordkit.core.client.ConnectionView;
import io.coordkit.core.client.SessionWatches;
import io.coordkit.core.client.Tuning;
import io.coordkit.core.stats.ServerStats;
import io.coordkit.core.tree.ZxidDigest;
import io.coordkit.server.config.ServerConfig;
import io.coordkit.server.http.HttpQuestion;
import io.coordkit.server.monitor.Configuration;
import io.coordkit.server.monitor.Environment;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.Mode;
import io.coordkit.server.monitor.MonitorText;
import io.coordkit.server.monitor.NotServingException;
import io.coordkit.server.monitor.Sessions;
import io.coordkit.server.monitor.SizeRange;
import io.coordkit.server.monitor.Summary;
import io.coordkit.server.monitor.WatchSummary;
import io.coordkit.server.monitor.WatchesByPath;
import io.coordkit.server.runtime.ClientView;
import io.coordkit.server.text.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What every server says to the administrator's commands, name by name what the reference says. */
final class AdminAnswers {
    private final Inspection server;

    AdminAnswers(Inspection server) {
        this.server = server;
    }

    /** Nothing but that there is a server. */
    AdminReply ok() {
        return AdminReply.of(Map.of());
    }

    AdminReply configuration() throws NotServingException {
        Tuning tuning = server.tuning();
        ServerConfig config = server.config();
        Configuration shown = new Configuration(config);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("client_port", server.clientAddress().getPort());
        values.put("data_dir", shown.dataDirectory().toString());
        values.put("data_log_dir", shown.logDirectory().toString());
        values.put("tick_time", config.tick().toMillis());
        values.put("max_client_cnxns", server.addressLimit().get());
        values.put("min_session_timeout", tuning.minTimeoutMs());
        values.put("max_session_timeout", tuning.maxTimeoutMs());
        values.put("server_id", config.serverId());
        values.put("client_port_listen_backlog", config.clients().backlog());
        return AdminReply.of(values);
    }

    AdminReply initialConfiguration() {
        return AdminReply.of(
                Map.of("initial_configuration", server.config().monitor().file()));
    }

    AdminReply resetConnections() throws NotServingException {
        server.resetConnectionStats(false);
        return ok();
    }

    AdminReply resetServer() throws NotServingException {
        server.reset(ServerStats::reset);
        return ok();
    }

    AdminReply connections() throws NotServingException {
        return AdminReply.of(connections(false));
    }

    private Map<String, Object> connections(boolean brief) throws NotServingException {
        List<Object> plain = new ArrayList<>();
        List<Object> secure = new ArrayList<>();
        for (ClientView client : server.clients()) {
            (client.socket().secure() ? secure : plain).add(describe(client, brief));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("connections", plain);
        values.put("secure_connections", secure);
        return values;
    }

    private static Map<String, Object> describe(ClientView client, boolean brief) {
        ConnectionView connection = client.connection();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("remote_socket_address", withoutSlash(client.socket().address()));
        values.put("interest_ops", client.socket().interest());
        values.put("outstanding_requests", connection.waiting());
        values.put("packets_received", connection.received());
        values.put("packets_sent", connection.sent());
        if (!brief) {
            values.put("session_id", connection.sessionId());
            values.put("last_operation", connection.lastOperation());
            values.put("established", connection.establishedMs());
            values.put("session_timeout", connection.timeoutMs());
            values.put("last_cxid", connection.lastCxid());
            values.put("last_zxid", connection.lastZxid());
            values.put("last_response_time", connection.lastResponseMs());
            values.put("last_latency", connection.lastLatencyMs());
            values.put("min_latency", connection.minLatencyMs());
            values.put("avg_latency", connection.avgLatencyMs());
            values.put("max_latency", connection.maxLatencyMs());
        }
        return values;
    }

    private static String withoutSlash(String address) {
        return address.substring(address.indexOf('/') + 1);
    }

    AdminReply directories() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("datadir_size", dataSize());
        values.put("logdir_size", logSize());
        return AdminReply.of(values);
    }

    private long dataSize() {
        return Configuration.sizeOf(new Configuration(server.config()).dataDirectory());
    }

    private long logSize() {
        return Configuration.sizeOf(new Configuration(server.config()).logDirectory());
    }

    AdminReply dump() throws NotServingException {
        Sessions sessions = server.sessions();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("expiry_time_to_session_ids", sessions.expirySets());
        values.put("session_id_to_ephemeral_paths", sessions.ephemerals());
        return AdminReply.of(values);
    }

    AdminReply environment() {
        return AdminReply.of(Environment.now());
    }

    AdminReply systemProperties() {
        Map<String, Object> sorted = new TreeMap<>();
        System.getProperties().forEach((name, value) -> sorted.put(name.toString(), value.toString()));
        return AdminReply.of(sorted);
    }

    AdminReply traceMask() {
        return AdminReply.of(Map.of("tracemask", server.traceMask().get()));
    }

    AdminReply setTraceMask(HttpQuestion question) {
        String wanted = "setTraceMask requires long traceMask argument";
        Optional<String> text = Optional.ofNullable(question.parameters().get("traceMask"));
        if (text.isEmpty()) {
            return AdminReply.error(wanted);
        }
        try {
            return AdminReply.of(Map.of("tracemask", server.traceMask().set(Long.parseLong(text.get()))));
        } catch (NumberFormatException e) {
            return AdminReply.error(wanted + ", got " + text.get());
        }
    }

    AdminReply digests() throws NotServingException {
        List<Object> digests = new ArrayList<>();
        for (ZxidDigest digest : server.digests()) {
            digests.add(Map.of("zxid", digest.zxid(), "digest", digest.digest(), "digest_version", 2));
        }
        return AdminReply.of(Map.of("digests", digests));
    }

    AdminReply isReadOnly() throws NotServingException {
        return AdminReply.of(Map.of("read_only", server.summary().mode() == Mode.READ_ONLY));
    }

    AdminReply monitor() throws NotServingException {
        return AdminReply.of(MonitorText.values(server.summary(), server.metrics()));
    }

    AdminReply serverStats() throws NotServingException {
        return AdminReply.of(serverValues());
    }

    AdminReply stats() throws NotServingException {
        Map<String, Object> values = serverValues();
        values.putAll(connections(true));
        return AdminReply.of(values);
    }

    private Map<String, Object> serverValues() throws NotServingException {
        Summary summary = server.summary();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("version", Version.full());
        values.put("read_only", summary.mode() == Mode.READ_ONLY);
        values.put("server_stats", statistics(summary));
        values.put("client_response", sizes(summary.responses()));
        if (summary.mode() == Mode.LEADER) {
            values.put("proposal_stats", sizes(summary.proposals()));
        }
        values.put("node_count", summary.nodes());
        return values;
    }

    private Map<String, Object> statistics(Summary summary) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("packets_sent", summary.sent());
        values.put("packets_received", summary.received());
        values.put("fsync_threshold_exceed_count", summary.slowForces());
        values.put("client_response_stats", sizes(summary.responses()));
        values.put("data_dir_size", dataSize());
        values.put("log_dir_size", logSize());
        values.put("provider_null", false);
        values.put("last_processed_zxid", summary.zxid());
        values.put("outstanding_requests", summary.outstanding());
        values.put("server_state", summary.mode().text());
        values.put("avg_latency", summary.avgLatencyMs());
        values.put("max_latency", summary.maxLatencyMs());
        values.put("min_latency", summary.minLatencyMs());
        values.put("num_alive_client_connections", summary.connections());
        values.put("uptime", server.uptimeMs());
        values.put("auth_failed_count", summary.authFailures());
        values.put("non_mtlsremote_conn_count", summary.plainRemote());
        values.put("non_mtlslocal_conn_count", summary.plainLocal());
        return values;
    }

    private static Map<String, Object> sizes(SizeRange sizes) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("last_buffer_size", sizes.last());
        values.put("min_buffer_size", sizes.min());
        values.put("max_buffer_size", sizes.max());
        return values;
    }

    AdminReply watches() throws NotServingException {
        Map<Long, List<String>> paths = new LinkedHashMap<>();
        for (SessionWatches session : server.watches()) {
            paths.put(session.sessionId(), session.paths());
        }
        return AdminReply.of(Map.of("session_id_to_watched_paths", paths));
    }

    AdminReply watchesByPath() throws NotServingException {
        return AdminReply.of(Map.of("path_to_session_ids", WatchesByPath.of(server.watches())));
    }

    AdminReply watchSummary() throws NotServingException {
        WatchSummary summary = server.watchSummary();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("num_connections", summary.connections());
        values.put("num_paths", summary.paths());
        values.put("num_total_watches", summary.watches());
        return AdminReply.of(values);
    }
}
