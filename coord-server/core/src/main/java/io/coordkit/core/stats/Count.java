package io.coordkit.core.stats;

/** What is counted one by one, under the reference's names ({@code ServerMetrics}), or names of our own. */
public enum Count {
    BYTES_RECEIVED("bytes_received_count"),
    CONNECTION_DROPPED("connection_drop_count"),
    CONNECTION_REJECTED("connection_rejected"),
    CONNECTION_REQUESTED("connection_request_count"),
    CONNECTION_REVALIDATED("connection_revalidate_count"),
    CUT_FOR_EVENTS("coordkit_clients_cut_for_unread_events"),
    CLOSED_NOT_SERVING("cnxn_closed_without_zk_server_running"),
    COMMITTED("commit_count"),
    DIGEST_MISMATCH("digest_mismatches_count"),
    ENSEMBLE_NAME_KNOWN("ensemble_auth_success"),
    ENSEMBLE_NAME_MISSING("ensemble_auth_skip"),
    ENSEMBLE_NAME_OTHER("ensemble_auth_fail"),
    HANDSHAKE_FAILED("unsuccessful_handshake"),
    HANDSHAKE_REFUSED("tls_handshake_exceeded"),
    INSECURE_ADMIN("insecure_admin_count"),
    LARGE_REFUSED("large_requests_rejected"),
    LEARNER_DIFF("diff_count"),
    LEARNER_SNAP("snap_count"),
    COMMIT_RECEIVED("learner_commit_received_count"),
    PROPOSAL_RECEIVED("learner_proposal_received_count"),
    LOGGED("sync_processor_request_queued"),
    LOOKING("looking_count"),
    PREPARED("prep_processor_request_queued"),
    PROPOSED("proposal_count"),
    QUIT_DISLOYAL("quit_leading_due_to_disloyal_voter"),
    RESTORE_FAILED("restore_error_count"),
    RESTORE_RATE_LIMITED("restore_rate_limited_count"),
    RESPONSE_BYTES("response_bytes"),
    REVALIDATED("revalidate_count"),
    SNAPSHOT_FAILED("snapshot_error_count"),
    SNAPSHOT_RATE_LIMITED("snapshot_rate_limited_count"),
    STALE_DROPPED("stale_requests_dropped"),
    SESSION_EXPIRED("stale_sessions_expired"),
    SESSIONLESS_EXPIRED("sessionless_connections_expired"),
    THROTTLED("request_throttle_wait_count"),
    THROTTLED_REFUSED("throttled_ops"),
    UNRECOVERABLE_ERROR("unrecoverable_error_count"),
    WATCH_BYTES("watch_bytes");

    private final String metric;

    Count(String metric) {
        this.metric = metric;
    }

    /** The reference's name. */
    public String metric() {
        return metric;
    }
}
