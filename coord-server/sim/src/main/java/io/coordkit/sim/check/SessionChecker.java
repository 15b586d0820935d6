package io.coordkit.sim.check;

import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.replica.Input;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.wire.ConnectRequest;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sessions: none expires before its timeout or long after it, by the clock of the one who decides and by what it has heard;
 * ephemerals go in the closing transaction and only there, and a living session is not refused to its client.
 */
final class SessionChecker implements Checker {
    private static final String NAME = "sessions";

    private final Ledger ledger;
    private final TreeMap<Long, Integer> timeoutMs = new TreeMap<>();
    private final TreeMap<Long, Long> heardMs = new TreeMap<>();

    /** What {@link #graceMs} was when a session was heard last. */
    private final TreeMap<Long, Long> graceAtHeardMs = new TreeMap<>();

    /** Time that sessions got back because the server stood still when it had promised to look. */
    private long graceMs;

    SessionChecker(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void onInput(Input input) {
        if (input instanceof Input.ClientReceived received) {
            View view = ledger.views().get(received.connection());
            if (view != null) {
                hearAgain(view.session);
            }
        } else if (input instanceof Input.ClientConnecting connecting
                && ledger.views().containsKey(connecting.connection())
                && !ledger.chronicle().isClosing(connecting.request().sessionId())) {
            hearAgain(connecting.request().sessionId());
        } else if (input instanceof Input.PeerReceived received) {
            hear(received.packet());
        } else if (input instanceof Input.Tick
                && ledger.node().lateMs() > ledger.node().tickMs()) {
            graceMs += ledger.node().lateMs() + ledger.node().tickMs();
        }
    }

    /** What a learner tells its leader about sessions. */
    private void hear(QuorumPacket packet) {
        byte[] data = packet.data();
        if (data == null) {
            return;
        }
        try {
            JuteReader in = new JuteReader(data);
            if (packet.type() == PacketType.PING) {
                while (in.remaining() >= 12) {
                    long session = in.readLong();
                    shorten(session, in.readInt());
                    hearAgain(session);
                }
            } else if (packet.type() == PacketType.REVALIDATE && in.remaining() >= 12) {
                long session = in.readLong();
                shorten(session, in.readInt());
                hearAgain(session);
            }
        } catch (MalformedRecordException e) {
            throw new Found(NAME, 0, "a packet about sessions that cannot be read: " + e.getMessage());
        }
    }

    private void shorten(long session, int ms) {
        timeoutMs.merge(session, ms, Math::min);
    }

    private void hearAgain(long session) {
        if (heardMs.containsKey(session)) {
            hear(session);
        }
    }

    private void hear(long session) {
        heardMs.put(session, ledger.node().nowMs());
        graceAtHeardMs.put(session, graceMs);
    }

    @Override
    public void onProposed(Entry entry) {
        long session = entry.session();
        if (entry.logged.txn() instanceof Txn.CreateSession) {
            hear(session);
        } else if (entry.logged.txn() instanceof Txn.CloseSession) {
            if (entry.origin == null) {
                checkNotEarly(entry.zxid, session);
            }
            heardMs.remove(session);
        }
    }

    @Override
    public void onApplying(Entry entry) {
        if (entry.logged.txn() instanceof Txn.CloseSession close) {
            long session = entry.session();
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
            checkGreeting(request, session, view.cameTooLate);
            view.session = session;
            if (session != 0) {
                timeoutMs.put(session, granted);
            }
        } catch (MalformedRecordException e) {
            throw new Found(NAME, 0, "the answer to a connect request cannot be read: " + e.getMessage());
        }
    }

    private void checkGreeting(ConnectRequest request, long session, boolean cameTooLate) {
        Chronicle chronicle = ledger.chronicle();
        long zxid = ledger.model().zxid();
        if (request.sessionId() == 0) {
            if (session == 0 || chronicle.createdWithMs(session) == null) {
                throw new Found(NAME, zxid, "a new session was not made");
            }
        } else if (session == 0) {
            boolean lives = ledger.model().hasSession(request.sessionId()) && !chronicle.isClosing(request.sessionId());
            if (lives) {
                throw new Found(NAME, zxid, "a living session was refused");
            }
        } else if (session != request.sessionId() || cameTooLate || chronicle.createdWithMs(session) == null) {
            throw new Found(NAME, zxid, "an unknown session was welcomed");
        }
    }

    @Override
    public void onStepEnd(Input input) {
        if (!(input instanceof Input.Tick) || !ledger.node().isLeading()) {
            return;
        }
        long now = ledger.node().nowMs();
        for (Map.Entry<Long, Long> heard : heardMs.entrySet()) {
            Integer timeout = timeoutOf(heard.getKey());
            long grace = graceMs - graceAtHeardMs.getOrDefault(heard.getKey(), graceMs);
            boolean overdue = timeout != null
                    && now - heard.getValue()
                            > longest(heard.getKey(), timeout) + ledger.node().tickMs() + grace;
            if (overdue && !ledger.chronicle().isClosing(heard.getKey())) {
                throw new Found(NAME, ledger.model().zxid(), "a session outlived its timeout");
            }
        }
    }

    /** Whoever leads anew knows only with which timeout a session was made, until it hears more. */
    private long longest(long session, int timeout) {
        Integer created = ledger.chronicle().createdWithMs(session);
        return created == null ? timeout : Math.max(created, timeout);
    }

    /** This server decides from now on, and gives all sessions their time. */
    void onLeading() {
        heardMs.clear();
        for (long session : ledger.node().tree().sessionIds()) {
            hear(session);
        }
    }

    @Override
    public void onServing() {
        if (!ledger.chronicle().isEnsemble()) {
            timeoutMs.clear();
            onLeading();
        }
    }

    private @Nullable Integer timeoutOf(long session) {
        Integer created = ledger.chronicle().createdWithMs(session);
        Integer told = timeoutMs.get(session);
        if (created == null || told == null) {
            return created;
        }
        return Math.min(created, told);
    }

    private void checkNotEarly(long zxid, long session) {
        Long heard = heardMs.get(session);
        Integer timeout = timeoutOf(session);
        if (heard == null || timeout == null) {
            if (ledger.model().ephemeralsOf(session).isEmpty()) {
                throw new Found(NAME, zxid, "an unknown session expired");
            }
            return;
        }
        long silence = ledger.node().nowMs() - heard;
        if (silence < timeout) {
            throw new Found(NAME, zxid, "a session expired after " + silence + " of " + timeout + " ms");
        }
    }
}
