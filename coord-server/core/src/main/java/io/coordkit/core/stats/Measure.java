package io.coordkit.core.stats;

/** What is measured each time it happens, under the reference's names ({@code ServerMetrics}); times are in ms. */
public enum Measure {
    DATABASE_LOAD("dbinittime", false),
    ELECTION("election_time", false),
    FORCE("fsynctime", false),
    FORCED_BATCH("sync_processor_batch_size", false),
    LEADER_UNAVAILABLE("leader_unavailable_time", false),
    PROPAGATION("propagation_latency", true),
    QUORUM_ACK("quorum_ack_latency", true),
    READ("readlatency", true),
    RESTORE("restore_time", false),
    SNAPSHOT("snapshottime", false),
    STARTUP_TXNS("startup_txns_loaded", false),
    SYNC_WITH_FOLLOWER("follower_sync_time", false),
    SYNC_WITH_OBSERVER("observer_sync_time", false),
    THROTTLED("request_throttle_queue_time_ms", true),
    TOKEN_DEFICIT("connection_token_deficit", false),
    UNAVAILABLE("unavailable_time", false),
    UPDATE("updatelatency", true),
    WATCHERS_OF_CHANGE("node_changed_watch_count", false),
    WATCHERS_OF_CHILDREN("node_children_watch_count", false),
    WATCHERS_OF_CREATION("node_created_watch_count", false),
    WATCHERS_OF_DELETION("node_deleted_watch_count", false);

    private final String metric;
    private final boolean detailed;

    Measure(String metric, boolean detailed) {
        this.metric = metric;
        this.detailed = detailed;
    }

    /** The reference's name. */
    public String metric() {
        return metric;
    }

    /** Whether its quantiles are of interest. */
    public boolean isDetailed() {
        return detailed;
    }
}
