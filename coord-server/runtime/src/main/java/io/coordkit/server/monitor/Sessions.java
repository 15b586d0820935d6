package io.coordkit.server.monitor;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The sessions that a server knows.
 *
 * @param expires whether this server decides when they end
 * @param expirySets ids by the time at which they expire unless they are heard of, monotonic clock in ms
 * @param timeouts timeout in ms of each session that exists
 * @param ephemerals paths by their owners
 */
public record Sessions(
        boolean expires,
        SortedMap<Long, List<Long>> expirySets,
        SortedMap<Long, Integer> timeouts,
        Map<Long, List<String>> ephemerals) {}
