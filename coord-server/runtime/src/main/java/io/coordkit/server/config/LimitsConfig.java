package io.coordkit.server.config;

import io.coordkit.core.client.ArrivalPolicy;
import io.coordkit.core.client.ClientLimits;
import io.coordkit.core.replica.WriteChecks;

/**
 * What clients may ask of the server, and what happens beyond.
 *
 * @param checks what is checked of writes only on demand; {@code zookeeper.enforceQuota} and {@code
 *     zookeeper.enableEagerACLCheck}
 * @param oldTtl whether the times to live of 3.5.3 are understood; {@code zookeeper.emulate353TTLNodes}
 * @param extraBytes what a transaction may be longer than a request; {@code zookeeper.jute.maxbuffer.extrasize}
 * @param clients what all clients together may ask for
 */
public record LimitsConfig(WriteChecks checks, boolean oldTtl, int extraBytes, ClientLimits clients) {
    /** A header and a digest must fit in any case. */
    private static final int EXTRA_BYTES_MIN = 1024;

    private static final String DROP_STALE = "request_throttle_drop_stale";
    private static final String STALE_CONNECTION = "request_stale_connection_check";

    /** The reference's defaults. */
    public static final LimitsConfig DEFAULT =
            new LimitsConfig(WriteChecks.NONE, false, ClientConfig.FRAME_BYTES_MAX, ClientLimits.DEFAULT);

    static LimitsConfig read(Settings settings) throws ConfigException {
        int frameBytesMax = settings.integer("jute.maxbuffer", ClientConfig.FRAME_BYTES_MAX, 1);
        return new LimitsConfig(
                new WriteChecks(settings.flag("enforceQuota", false), settings.flag("enableEagerACLCheck", false)),
                settings.flag("emulate353TTLNodes", false),
                Math.max(EXTRA_BYTES_MIN, settings.integer("jute.maxbuffer.extrasize", frameBytesMax)),
                clients(settings));
    }

    private static ClientLimits clients(Settings settings) throws ConfigException {
        ClientLimits defaults = ClientLimits.DEFAULT;
        // A request that waits is taken up as soon as there is room, so there is no time to stall.
        settings.integer("request_throttle_stall_time", 100);
        boolean dropsStale = settings.flag(DROP_STALE, true);
        for (String key : new String[] {DROP_STALE, STALE_CONNECTION}) {
            if (!settings.flag(key, true)) {
                settings.remark(key, "has no effect: what waits is forgotten with its connection");
            }
        }
        return new ClientLimits(
                settings.integer("globalOutstandingLimit", defaults.outstandingMax(), 1),
                Math.max(0, settings.integer("request_throttle_max_requests", 0)),
                Math.max(0, settings.integer("throttled_op_wait_time", 0)),
                settings.flag("request_stale_latency_check", false) && dropsStale,
                largeBytesMin(settings),
                settings.integer("largeRequestMaxBytes", (int) defaults.largeBytesMax(), 1),
                arrivals(settings));
    }

    private static int largeBytesMin(Settings settings) throws ConfigException {
        int threshold = settings.integer("largeRequestThreshold", -1, -1);
        if (threshold == 0) {
            throw settings.refusal("largeRequestThreshold", "must be positive, or -1 for none");
        }
        return threshold;
    }

    private static ArrivalPolicy arrivals(Settings settings) throws ConfigException {
        boolean weighted = settings.flag("connection_throttle_weight_enabled", false);
        int local = settings.integer("connection_throttle_local_session_weight", 1, 1);
        int global = Math.max(local, settings.integer("connection_throttle_global_session_weight", 3, 1));
        int renew = Math.max(local, settings.integer("connection_throttle_renew_session_weight", 2, 1));
        boolean isLocal = settings.flag("localSessionsEnabled", false);
        // With weights, tokens are meant for sessions that all servers know.
        int unit = weighted ? global : 1;
        return new ArrivalPolicy(
                unit * settings.integer("connection_throttle_tokens", 0, 0),
                settings.integer("connection_throttle_fill_time", 1, 1),
                unit * settings.integer("connection_throttle_fill_count", 1, 0),
                settings.integer("connection_throttle_freeze_time", -1, -1),
                settings.fraction("connection_throttle_drop_increase", 0.02),
                settings.fraction("connection_throttle_drop_decrease", 0.002),
                settings.fraction("connection_throttle_decrease_ratio", 0),
                weighted && isLocal ? local : unit,
                weighted ? renew : 1);
    }
}
