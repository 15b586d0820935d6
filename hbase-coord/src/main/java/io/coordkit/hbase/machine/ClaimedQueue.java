package io.coordkit.hbase.machine;

import io.coordkit.hbase.paths.QueueId;
import java.util.SortedSet;

/**
 * A queue that was taken over: it is the claimer's own from now on.
 *
 * @param id its new name, among the claimer's queues
 * @param wals names of its logs, whose positions came along
 */
public record ClaimedQueue(QueueId id, SortedSet<String> wals) {}
