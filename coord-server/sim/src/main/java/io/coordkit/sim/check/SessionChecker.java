package io.coordkit.sim.check;

import io.coordkit.core.replica.Input;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.wire.ConnectRequest;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sessions: none expires before its timeout or long after it, its ephemerals go in the closing transaction and only there, a
 * closed session writes nothing, and a living one is not refused to its client.
 */
final class SessionChecker implements Checker {
    private static final String NAME = "sessions";

    private final Ledger ledger;
    private final TreeMap<Long, Integer> createdWithMs = new TreeMap<>();
    private final TreeMap<Long, Integer> timeoutMs = new TreeMap<>();
    private final TreeMap<Long, Long> heardMs = new TreeMap<>();

    /** What {@link #graceMs} was when a session was heard last. */
    private final TreeMap<Long, Long> graceAtHeardMs = new TreeMap<>();

    private final TreeSet<Long> closing = new TreeSet<>();

    /** Time that sessions got back because the server stood still when it had promised to look. */
    private long graceMs;

    SessionChecker(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void onInput(Input input) {
        long now = ledger.node().nowMs();
        if (input instanceof Input.ClientReceived received) {
            View view = ledger.views().get(received.connection());
            if (view != null) {
                if (heardMs.containsKey(view.session)) {
                    hear(view.session, now);
                }
            }
        } else if (input instanceof Input.ClientConnecting connecting) {
            View view = ledger.views().get(connecting.connection());
            long session = connecting.request().sessionId();
            if (view != null && isAlive(session)) {
                view.session = session;
                hear(session, now);
            }
        } else if (input instanceof Input.Tick
                && ledger.node().lateMs() > ledger.node().tickMs()) {
            graceMs += ledger.node().lateMs() + ledger.node().tickMs();
        }
    }

    private void hear(long session, long now) {
        heardMs.put(session, now);
        graceAtHeardMs.put(session, graceMs);
    }

    @Override
    public void onAppended(Entry entry) {
        long session = entry.logged.header().clientId();
        Txn txn = entry.logged.txn();
        if (txn instanceof Txn.CreateSession create) {
            if (createdWithMs.put(session, create.timeoutMs()) != null && heardMs.containsKey(session)) {
                throw new Found(NAME, entry.zxid, "a session id was given twice");
            }
            timeoutMs.put(session, create.timeoutMs());
            hear(session, ledger.node().nowMs());
        } else if (txn instanceof Txn.CloseSession) {
            if (entry.origin == null) {
                checkNotEarly(entry.zxid, session);
            }
            closing.add(session);
        } else if (closing.contains(session) && !isRefusal(txn)) {
            throw new Found(NAME, entry.zxid, "a closed session wrote");
        }
    }

    @Override
    public void onApplying(Entry entry) {
        if (entry.logged.txn() instanceof Txn.CloseSession close) {
            long session = entry.logged.header().clientId();
            if (!new HashSet<>(close.paths()).equals(ledger.model().ephemeralsOf(session))) {
                throw new Found(NAME, entry.zxid, "the closing transaction removes " + close.paths());
            }
            heardMs.remove(session);
        }
    }

    @Override
    public void onGreeting(View view, Frame frame) {
        ConnectRequest request = view.connecting;
        if (request == null) {
            return;
        }
        try {
            JuteReader answer = frame.whole();
            answer.readInt();
            int granted = answer.readInt();
            long session = answer.readLong();
            boolean fresh = request.sessionId() == 0;
            long wanted = fresh ? view.session : request.sessionId();
            // A new session may be overdue by the time that a slow disk has taken it; its client still hears of it.
            boolean alive = fresh || isAlive(wanted);
            if (session != (alive ? wanted : 0)) {
                throw new Found(
                        NAME,
                        ledger.model().zxid(),
                        alive ? "a living session was refused" : "an unknown session was welcomed");
            }
            if (session != 0) {
                timeoutMs.put(session, granted);
            }
        } catch (MalformedRecordException e) {
            throw new Found(NAME, 0, "the answer to a connect request cannot be read: " + e.getMessage());
        }
    }

    @Override
    public void onStepEnd(Input input) {
        if (input instanceof Input.Tick) {
            long now = ledger.node().nowMs();
            for (Map.Entry<Long, Long> heard : heardMs.entrySet()) {
                Integer timeout = timeoutMs.get(heard.getKey());
                long grace = graceMs - graceAtHeardMs.getOrDefault(heard.getKey(), graceMs);
                boolean overdue = timeout != null
                        && now - heard.getValue() > timeout + ledger.node().tickMs() + grace;
                if (overdue && !closing.contains(heard.getKey())) {
                    throw new Found(NAME, ledger.model().zxid(), "a session outlived its timeout");
                }
            }
        }
    }

    @Override
    public void onRecovered() {
        closing.clear();
        heardMs.clear();
        for (long session : ledger.model().sessions()) {
            hear(session, ledger.node().nowMs());
            Integer created = createdWithMs.get(session);
            if (created != null) {
                timeoutMs.put(session, created);
            }
        }
    }

    /** Whether the session must be there for its client: it was made, and nothing has decided its end. */
    boolean isAlive(long session) {
        return heardMs.containsKey(session) && !closing.contains(session);
    }

    private void checkNotEarly(long zxid, long session) {
        Long heard = heardMs.get(session);
        Integer timeout = timeoutMs.get(session);
        if (heard == null || timeout == null) {
            throw new Found(NAME, zxid, "an unknown session expired");
        }
        long silence = ledger.node().nowMs() - heard;
        if (silence < timeout) {
            throw new Found(NAME, zxid, "a session expired after " + silence + " of " + timeout + " ms");
        }
    }

    private static boolean isRefusal(Txn txn) {
        if (txn instanceof Txn.Multi multi) {
            return multi.parts().stream().anyMatch(Txn.Failed.class::isInstance);
        }
        return txn instanceof Txn.Failed;
    }
}
