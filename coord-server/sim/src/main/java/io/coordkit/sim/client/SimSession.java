package io.coordkit.sim.client;

import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.OpCode;
import io.coordkit.sim.check.ClientOrder;
import io.coordkit.sim.check.Found;
import io.coordkit.sim.check.WatchedEvent;
import io.coordkit.sim.engine.Engine;
import io.coordkit.sim.engine.Stream;
import io.coordkit.sim.net.Door;
import io.coordkit.sim.net.Receiver;
import io.coordkit.sim.net.SimConnection;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client library does by itself: it keeps a connection to some server, sends pings, gives a silent server up, goes on with
 * its session and the newest zxid it has seen, and matches answers with requests by their order. Who owns it decides what is
 * asked, and whether anything begins anew when the session is gone.
 */
public final class SimSession implements Receiver {
    private static final int PING_XID = -2;
    private static final int EVENT_XID = -1;
    private static final long RETRY_NANOS_MAX = 200 * Engine.NANOS_PER_MS;

    private final int index;
    private final Engine engine;
    private final List<? extends Door> doors;
    private final int wishedMs;
    private final long latencyNanosMax;
    private final Owner owner;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private @Nullable SimConnection connection;
    private boolean greeted;
    private boolean stopped;
    private boolean lostWhileFrozen;
    private boolean unreachable;
    private long session;
    private byte[] password = new byte[16];
    private long lastZxid;
    private int connections;
    private long timeoutNanos;
    private long heardAt;
    private long spokenAt;
    private long frozenUntil;

    /** Who uses the session, and hears of it. */
    public interface Owner {
        /** A server serves the session; what must go first is to be asked now. */
        void onGreeted();

        /** The connection is lost; those who waited have been told. */
        void onLost();

        /** Nobody could be reached; it will try again. */
        default void onUnreached() {}

        /** The servers do not know the session any more. */
        void onGone();

        /** A watch has fired. */
        void onEvent(WatchedEvent event);

        /** Some request was answered, at this zxid. */
        default void onAnswered(long zxid) {}
    }

    /** Takes the answer to one request. */
    public interface Answer {
        /** Answers that nobody looks at. */
        Answer IGNORED = (error, zxid, body) -> {};

        /** The answer has come. */
        void take(int error, long zxid, JuteReader body) throws MalformedRecordException;

        /** The connection was lost before the answer came; nobody knows what became of the request. */
        default void lost() {}
    }

    /** A request that has been sent and has no answer yet, by the number that the answer must carry. */
    private record Waiting(int xid, Answer answer) {}

    /**
     * A session that does not exist yet.
     *
     * @param index tells it from all others of the run
     * @param doors the servers
     * @param timeoutMs wished for
     */
    public SimSession(
            int index, Engine engine, List<? extends Door> doors, int timeoutMs, long latencyNanosMax, Owner owner) {
        this.index = index;
        this.engine = engine;
        this.doors = doors;
        this.wishedMs = timeoutMs;
        this.latencyNanosMax = latencyNanosMax;
        this.owner = owner;
        this.timeoutNanos = timeoutMs * Engine.NANOS_PER_MS;
    }

    /** Connects, and keeps connected from now on. */
    public void start() {
        connectSoon();
        watchTime();
    }

    /** Leaves its server, and connects no more. */
    public void stop() {
        stopped = true;
        if (connection != null) {
            cut();
        }
    }

    /** Its number; 0 as long as there is none. */
    public long id() {
        return session;
    }

    /** The newest zxid that it has been told. */
    public long lastZxid() {
        return lastZxid;
    }

    /** The timeout that was granted, or is wished for. */
    public long timeoutMs() {
        return timeoutNanos / Engine.NANOS_PER_MS;
    }

    /** How often it has tried to connect. */
    public int connections() {
        return connections;
    }

    /** Whether a server serves it now. */
    public boolean isGreeted() {
        return greeted;
    }

    /** Whether it is served, and waits for answers. */
    public boolean isWaiting() {
        return greeted && !waiting.isEmpty();
    }

    /** Whether its process stands still. */
    public boolean isFrozen() {
        return engine.now() < frozenUntil;
    }

    /** Sends a request that carries this xid. */
    public void ask(int xid, byte[] frame, Answer answer) {
        waiting.addLast(new Waiting(xid, answer));
        send(frame);
    }

    private void send(byte[] frame) {
        spokenAt = engine.now();
        if (connection != null) {
            connection.sendToServer(frame);
        }
    }

    /** Neither sends nor reads until then, unless it is thawed. */
    public void freezeUntil(long nanos) {
        frozenUntil = nanos;
        if (connection != null) {
            connection.setClientReading(false);
        }
        if (nanos != Long.MAX_VALUE) {
            engine.at(frozenUntil, () -> {
                if (!isFrozen()) {
                    thaw();
                }
            });
        }
    }

    /** Goes on if it was frozen. */
    public void thaw() {
        if (frozenUntil == 0) {
            return;
        }
        frozenUntil = 0;
        if (lostWhileFrozen) {
            disconnected();
        } else if (connection == null) {
            connectSoon();
        } else {
            connection.setClientReading(true);
        }
    }

    /** Nothing gets to a server or back from now on, and nobody is told. */
    public void isolate() {
        unreachable = true;
        if (connection != null) {
            connection.goSilent();
        }
    }

    /** Servers can be reached again, on a new connection. */
    public void rejoin() {
        unreachable = false;
    }

    /** The connection breaks, on this side first. */
    public void cut() {
        if (connection != null) {
            connection.closeByClient();
            disconnected();
        }
    }

    private void disconnected() {
        connection = null;
        greeted = false;
        lostWhileFrozen = false;
        List<Waiting> unanswered = List.copyOf(waiting);
        waiting.clear();
        unanswered.forEach(request -> request.answer().lost());
        owner.onLost();
        connectSoon();
    }

    /** The session is not asked for again: the next connection begins another one. */
    public void forget() {
        session = 0;
        password = new byte[16];
        timeoutNanos = wishedMs * Engine.NANOS_PER_MS;
    }

    private void connectSoon() {
        if (!stopped) {
            long delay = engine.draws().between(Stream.CONNECT, index, 1000, RETRY_NANOS_MAX);
            engine.after(delay, this::connect);
        }
    }

    private void connect() {
        if (connection != null || stopped || isFrozen()) {
            return;
        }
        long id = (long) index << 32 | ++connections;
        Door door = doors.get((int) engine.draws().between(Stream.DOOR, index, 0, doors.size() - 1L));
        SimConnection next = new SimConnection(id, engine, this, door, latencyNanosMax);
        if (unreachable || !door.accept(next)) {
            owner.onUnreached();
            connectSoon();
            return;
        }
        connection = next;
        heardAt = engine.now();
        send(Requests.connect(lastZxid, wishedMs, session, password));
    }

    private void watchTime() {
        if (stopped) {
            return;
        }
        long now = engine.now();
        if (!isFrozen() && connection != null) {
            if (now - heardAt > timeoutNanos * 2 / 3) {
                cut();
            } else if (greeted && now - spokenAt > timeoutNanos / 4) {
                ask(PING_XID, Requests.header(PING_XID, OpCode.PING).toByteArray(), Answer.IGNORED);
            }
        }
        long step = Math.max(10 * Engine.NANOS_PER_MS, timeoutNanos / 12);
        engine.after(engine.draws().between(Stream.CLIENT_TIMER, index, step / 2, step), this::watchTime);
    }

    @Override
    public void onClosed(SimConnection closed) {
        if (closed == connection && isFrozen()) {
            lostWhileFrozen = true;
        } else if (closed == connection) {
            disconnected();
        }
    }

    @Override
    public void onFrame(SimConnection from, byte[] frame) {
        from.clientHasRead();
        if (from != connection) {
            return;
        }
        heardAt = engine.now();
        try {
            JuteReader in = new JuteReader(frame);
            if (greeted) {
                onReply(in);
            } else {
                onGreeting(in);
            }
        } catch (MalformedRecordException e) {
            throw new Found("replies", lastZxid, "a client cannot read a frame: " + e.getMessage());
        }
    }

    private void onGreeting(JuteReader in) throws MalformedRecordException {
        in.readInt();
        int timeoutMs = in.readInt();
        long granted = in.readLong();
        byte[] newPassword = in.readBuffer();
        if (granted == 0 || newPassword == null) {
            forget();
            owner.onGone();
            cut();
            return;
        }
        session = granted;
        password = newPassword;
        timeoutNanos = timeoutMs * Engine.NANOS_PER_MS;
        greeted = true;
        owner.onGreeted();
    }

    private void onReply(JuteReader in) throws MalformedRecordException {
        int xid = in.readInt();
        long zxid = in.readLong();
        int error = in.readInt();
        if (xid == EVENT_XID) {
            // The zxid of an event is no view: others of the same transaction may still come (ClientCnxn does not take
            // it either).
            owner.onEvent(WatchedEvent.read(in));
            return;
        }
        Waiting request = waiting.pollFirst();
        ClientOrder.checkXid(request == null ? 0 : request.xid(), xid, zxid);
        if (xid != Requests.AUTH_XID) {
            ClientOrder.checkZxid(lastZxid, zxid);
            lastZxid = zxid;
            owner.onAnswered(zxid);
        }
        if (request != null) {
            request.answer().take(error, zxid, in);
        }
    }
}
