package io.coordkit.core.client;

import io.coordkit.core.auth.AccessControl;
import io.coordkit.core.watch.WatchSink;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.EventType;
import java.util.ArrayList;
import java.util.List;

/** Where the events of each connection go: to its client, those that it may see. */
final class EventSinks {
    private final AccessControl access;
    private final ReplyWriter replies;
    private final Connections connections;

    /** Clients to be cut for what they left unread; not while the watch table is telling them. */
    private final List<ClientConnection> drowned = new ArrayList<>();

    EventSinks(AccessControl access, ReplyWriter replies, Connections connections) {
        this.access = access;
        this.replies = replies;
        this.connections = connections;
    }

    WatchSink of(ClientConnection connection) {
        return new Sink(connection);
    }

    /** All watchers have been told. */
    void cutDrowned() {
        for (ClientConnection connection : drowned) {
            if (!connection.closed) {
                connections.drown(connection);
            }
        }
        drowned.clear();
    }

    private final class Sink implements WatchSink {
        private final ClientConnection connection;

        Sink(ClientConnection connection) {
            this.connection = connection;
        }

        @Override
        public void onEvent(EventType type, String path, List<Acl> acl, long zxid) {
            if (access.allows(acl, Acl.READ, connection.ids)) {
                replies.sendEvent(connection, type, path, zxid);
                if (replies.isDrowned(connection)) {
                    drowned.add(connection);
                }
            }
        }
    }
}
