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

    /** Whether the session of the handshake had ended for everybody when it came. */
    boolean cameTooLate;

    /** The session it speaks for; 0 for none yet. */
    long session;

    View(long connection) {
        this.connection = connection;
    }
}
