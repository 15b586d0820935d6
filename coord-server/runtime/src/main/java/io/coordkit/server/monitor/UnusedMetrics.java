package io.coordkit.server.monitor;

import io.coordkit.core.stats.Distribution;
import java.util.List;
import java.util.Map;

/**
 * The reference's metrics of what does not exist here. They are shown, since whoever collects metrics may expect them, and what they
 * count has truly never happened.
 *
 * <ul>
 *   <li>Queues and threads of its processors, {@code CommitProcessor} above all: here a request passes from its frame to the log,
 *       and from the log to its answer, in one step of one thread. For how long it waited {@code readlatency}, {@code
 *       updatelatency} and {@code fsynctime} tell.
 *   <li>Times of a part of a step ({@code prep_process_time}, {@code read_final_proc_time_ms}): a step has one time, as it does not
 *       look at the clock.
 *   <li>Records of pending changes ({@code outstanding_changes_*}): here they are one layer for each transaction, as many as {@code
 *       prep_processor_request_queued} says.
 *   <li>Caches of answers, cleaners of watchers, an observer's master, links that are closed by a thread of their own.
 *   <li>What is never done: a request or an answer of a lost connection ({@code stale_requests}, {@code stale_replies}), and keeping
 *       what a client has sent although it is not read ({@code netty_queued_buffer_capacity}).
 * </ul>
 */
final class UnusedMetrics {
    private static final List<String> COUNTERS = List.of(
            "add_dead_watcher_stall_time",
            "dead_watchers_cleared",
            "dead_watchers_queued",
            "outstanding_changes_queued",
            "outstanding_changes_removed",
            "request_commit_queued",
            "requests_not_forwarded_to_commit_processor",
            "response_packet_cache_hits",
            "response_packet_cache_misses",
            "response_packet_get_children_cache_hits",
            "response_packet_get_children_cache_misses",
            "skip_learner_request_to_next_processor_count",
            "stale_replies",
            "stale_requests");

    private static final List<String> SUMMARIES = List.of(
            "commit_commit_proc_req_queued",
            "commit_process_time",
            "concurrent_request_processing_in_commit_processor",
            "learner_request_processor_queue_size",
            "netty_queued_buffer_capacity",
            "pending_session_queue_size",
            "prep_process_time",
            "prep_processor_queue_size",
            "proposal_process_time",
            "read_commit_proc_issued",
            "read_commit_proc_req_queued",
            "reads_after_write_in_session_queue",
            "reads_issued_from_session_queue",
            "requests_in_session_queue",
            "session_queues_drained",
            "socket_closing_time",
            "sync_process_time",
            "sync_processor_queue_size",
            "time_waiting_empty_pool_in_commit_processor_read_ms",
            "write_batch_time_in_commit_processor",
            "write_commit_proc_issued",
            "write_commit_proc_req_queued");

    private static final List<String> DETAILED_SUMMARIES = List.of(
            "close_session_prep_time",
            "dead_watchers_cleaner_latency",
            "local_write_committed_time_ms",
            "om_commit_process_time_ms",
            "om_proposal_process_time_ms",
            "prep_processor_queue_time_ms",
            "read_commitproc_time_ms",
            "read_final_proc_time_ms",
            "server_write_committed_time_ms",
            "sync_processor_queue_and_flush_time_ms",
            "sync_processor_queue_time_ms",
            "write_commitproc_time_ms",
            "write_final_proc_time_ms");

    private UnusedMetrics() {}

    static void addTo(List<Metric> metrics) {
        Distribution nothing = new Distribution();
        COUNTERS.forEach(name -> metrics.add(new Metric.Counter(name, 0)));
        SUMMARIES.forEach(name -> metrics.add(Metric.Summary.of(name, false, nothing)));
        DETAILED_SUMMARIES.forEach(name -> metrics.add(Metric.Summary.of(name, true, nothing)));
        // What is for a learner goes to its socket at once, so none ever has a queue.
        metrics.add(Metric.SummarySet.of("learner_handler_qp_size", false, Map.of()));
        metrics.add(Metric.SummarySet.of("learner_handler_qp_time_ms", true, Map.of()));
    }
}
