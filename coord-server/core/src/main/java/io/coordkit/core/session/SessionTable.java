package io.coordkit.core.session;

import io.coordkit.core.collection.LongMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions are alive, by the clock of the server that keeps them. Expiry is in steps of one tick, never early: a session
 * ends between its timeout and one tick later ({@code ExpiryQueue} of the reference). Touching a session writes one field; its
 * place in the queue is corrected when it comes up. Not thread-safe.
 */
public final class SessionTable {
    private final long tickMs;
    private final LongMap<Session> sessions = new LongMap<>();
    private final TreeMap<Long, List<Session>> buckets = new TreeMap<>();
    private List<Session> touched = new ArrayList<>();
    private boolean noting;

    /** How long this server has stood still; the time of sessions does not pass meanwhile. */
    private long stalledMs;

    /** @param tickMs width of a step */
    public SessionTable(long tickMs) {
        this.tickMs = tickMs;
    }

    /** Sessions, closing ones too. */
    public int size() {
        return sessions.size();
    }

    /** Those among them that nobody else knows; counted anew each time. */
    public int localCount() {
        int[] count = {0};
        sessions.forEach(session -> count[0] += session.local ? 1 : 0);
        return count[0];
    }

    /** The session, or null if it is unknown. */
    public @Nullable Session get(long id) {
        return sessions.get(id);
    }

    /** Forgets everything; from now on touched sessions are noted for {@link #takeTouched}, or are not. */
    public void startOver(boolean noteTouched) {
        sessions.clear();
        buckets.clear();
        touched.clear();
        noting = noteTouched;
    }

    /** Calls {@code action} with id and timeout of each session touched since the last call; for a server that reports them. */
    public void takeTouched(TouchedAction action) {
        List<Session> taken = touched;
        touched = new ArrayList<>();
        for (Session session : taken) {
            session.touched = false;
            if (!session.local) {
                action.accept(session.id, session.timeoutMs);
            }
        }
    }

    /** Takes a session that has been heard of. */
    @FunctionalInterface
    public interface TouchedAction {
        void accept(long sessionId, int timeoutMs);
    }

    /** Starts to keep a session, or gives a known one a new timeout; either way its time starts anew. */
    public Session open(long id, int timeoutMs, long nowMs) {
        Session session = sessions.get(id);
        if (session == null) {
            session = new Session(id, timeoutMs);
            sessions.put(id, session);
        }
        session.timeoutMs = timeoutMs;
        touch(session, nowMs);
        return session;
    }

    /** The session has been heard of. */
    public void touch(Session session, long nowMs) {
        session.expiresAtMs = roundUp(nowMs - stalledMs + session.timeoutMs);
        if (noting && !session.local) {
            // Expiry is somebody else's business.
            note(session);
            return;
        }
        if (session.expiresAtMs < session.queuedForMs) {
            enqueue(session);
        }
    }

    private void note(Session session) {
        if (!session.touched) {
            session.touched = true;
            touched.add(session);
        }
    }

    /** Nobody else knows the session: it expires here. */
    public void makeLocal(Session session) {
        session.local = true;
        if (session.expiresAtMs < session.queuedForMs) {
            enqueue(session);
        }
    }

    /** From now on others know the session, as they know those that were never local. */
    public void share(Session session) {
        session.local = false;
        if (noting) {
            note(session);
        }
    }

    /** From now on this connection or learner speaks for the session. */
    public void setOwner(Session session, long owner) {
        session.owner = owner;
    }

    /** The end of the session is decided; it is kept until {@link #remove}. */
    public void markClosing(Session session) {
        session.closing = true;
    }

    /** Forgets a session that has ended. */
    public void remove(long id) {
        Session session = sessions.remove(id);
        if (session != null) {
            session.closing = true;
        }
    }

    /** When {@link #expire} has something to look at next, in ms; {@link Long#MAX_VALUE} for never. */
    public long nextExpiryMs() {
        return buckets.isEmpty() ? Long.MAX_VALUE : buckets.firstKey() + stalledMs;
    }

    /** Ids of the sessions by the time at which they expire unless they are heard of, in ms, both ascending. */
    public SortedMap<Long, List<Long>> expirySets() {
        SortedMap<Long, List<Long>> sets = new TreeMap<>();
        for (long id : sessions.sortedKeys()) {
            Session session = sessions.get(id);
            if (session != null) {
                sets.computeIfAbsent(session.expiresAtMs + stalledMs, time -> new ArrayList<>())
                        .add(id);
            }
        }
        return sets;
    }

    /**
     * Time has passed. If it is more than a tick after {@link #nextExpiryMs} the server stood still (a long collection, a
     * suspended machine), and what its clients sent meanwhile still waits in their sockets: all sessions get the lost time back,
     * and a tick to be heard. Expiry may be late, never early, so this is always safe.
     */
    public void onTime(long nowMs) {
        long lateMs = buckets.isEmpty() ? 0 : nowMs - nextExpiryMs();
        if (lateMs > tickMs) {
            stalledMs += lateMs + tickMs;
        }
    }

    /** Calls {@code action} with the id of each session whose time is over. */
    public void expire(long nowMs, LongConsumer action) {
        long sessionMs = nowMs - stalledMs;
        while (!buckets.isEmpty() && buckets.firstKey() <= sessionMs) {
            Map.Entry<Long, List<Session>> due = buckets.pollFirstEntry();
            for (Session session : due.getValue()) {
                boolean isOthers = noting && !session.local;
                if (isOthers || session.closing || session.queuedForMs != due.getKey()) {
                    continue;
                }
                if (session.expiresAtMs > sessionMs) {
                    enqueue(session);
                } else {
                    action.accept(session.id);
                }
            }
        }
    }

    private void enqueue(Session session) {
        session.queuedForMs = session.expiresAtMs;
        buckets.computeIfAbsent(session.expiresAtMs, bucket -> new ArrayList<>())
                .add(session);
    }

    private long roundUp(long timeMs) {
        // A monotonic clock may be negative.
        return (Math.floorDiv(timeMs, tickMs) + 1) * tickMs;
    }
}
