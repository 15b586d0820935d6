package io.coordkit.server.monitor;

import io.coordkit.core.client.SessionWatches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same watches, seen from their paths. */
public final class WatchesByPath {
    private WatchesByPath() {}

    /** The sessions that watch each path. */
    public static Map<String, List<Long>> of(List<SessionWatches> watches) {
        Map<String, List<Long>> sessions = new LinkedHashMap<>();
        for (SessionWatches session : watches) {
            for (String path : session.paths()) {
                sessions.computeIfAbsent(path, key -> new ArrayList<>()).add(session.sessionId());
            }
        }
        return sessions;
    }
}
