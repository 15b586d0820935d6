package io.coordkit.sim.check;

import io.coordkit.core.wire.ConnectRequest;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A connection as the checkers know it: what was asked on it and not answered yet. */
final class View {
    final long connection;
    final ArrayDeque<Handed> requests = new ArrayDeque<>();

    /** The handshake while it has no answer. */
    @Nullable
    ConnectRequest connecting;

    /** The session it speaks for; 0 for none yet. */
    long session;

    /** The transaction that made the session, if it was made for this connection. */
    long sessionZxid;

    View(long connection) {
        this.connection = connection;
    }
}
