package io.coordkit.core.prepare;

import io.coordkit.core.session.Session;
import io.coordkit.core.session.SessionPolicy;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Whether whoever asks may speak for the session it names ({@code LeaderSessionTracker} of the reference). */
final class SessionRule {
    private static final int SERVER_SHIFT = 56;

    private final SessionTable sessions;
    private final SessionPolicy policy;

    SessionRule(SessionTable sessions, SessionPolicy policy) {
        this.sessions = sessions;
        this.policy = policy;
    }

    /** For any write. */
    ErrorCode check(WriteContext context) {
        Session session = sessions.get(context.sessionId());
        if (session == null && isLocalElsewhere(context.sessionId())) {
            return ErrorCode.OK;
        }
        return check(session, context);
    }

    /** For a write whose effect lasts as long as the session: all servers must know it. */
    ErrorCode checkShared(WriteContext context) {
        Session session = sessions.get(context.sessionId());
        return session != null && session.isLocal() ? ErrorCode.SESSION_EXPIRED : check(session, context);
    }

    private ErrorCode check(@Nullable Session session, WriteContext context) {
        if (session == null || session.isClosing()) {
            return ErrorCode.SESSION_EXPIRED;
        }
        if (session.owner() == Session.NO_OWNER) {
            // After a change of the leader nobody knows where a session lives; its first request tells.
            sessions.setOwner(session, context.owner());
        }
        return session.owner() == context.owner() ? ErrorCode.OK : ErrorCode.SESSION_MOVED;
    }

    /** The server where a session began is in its id; that server has looked already. */
    private boolean isLocalElsewhere(long sessionId) {
        return policy.local().enabled() && sessionId >>> SERVER_SHIFT != policy.firstId() >>> SERVER_SHIFT;
    }
}
