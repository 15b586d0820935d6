package io.coordkit.core.watch;

import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.EventType;
import java.util.List;

/** Takes the events of one connection. It must not change the watch table. */
@FunctionalInterface
public interface WatchSink {
    /**
     * Something happened at a watched path.
     *
     * @param acl of the znode that the event tells of; the connection hears of it only if it may read
     */
    void onEvent(EventType type, String path, List<Acl> acl, long zxid);
}
