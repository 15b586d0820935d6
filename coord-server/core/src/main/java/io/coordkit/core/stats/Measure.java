package io.coordkit.core.stats;

/** What is measured each time it happens, under the reference's names ({@code ServerMetrics}); times are in ms. */
public enum Measure {
    COMMIT_PROPAGATION("commit_propagation_latency", true),
    DATABASE_LOAD("dbinittime", false),
    ELECTION("election_time", false),
    FORCE("fsynctime", false),
    FORCE_OF_GROUP("sync_processor_queue_flush_time_ms", true),
    FORCED_BATCH("sync_processor_batch_size", false),
    INFLIGHT_DIFF("inflight_diff_count", false),
    INFLIGHT_SNAP("inflight_snap_count", false),
    JVM_PAUSE("jvm_pause_time_ms", true),
    LEADER_UNAVAILABLE("leader_unavailable_time", false),
    PROPAGATION("propagation_latency", true),
    PROPOSAL("proposal_latency", true),
    PROPOSAL_ACK("proposal_ack_creation_latency", true),
    QUORUM_ACK("quorum_ack_latency", true),
    READ("readlatency", true),
    RESTORE("restore_time", false),
    SNAPSHOT("snapshottime", false),
    STARTUP_SNAPSHOT_LOAD("startup_snap_load_time", false),
    STARTUP_TXNS("startup_txns_loaded", false),
    STARTUP_TXNS_LOAD("startup_txns_load_time", false),
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
