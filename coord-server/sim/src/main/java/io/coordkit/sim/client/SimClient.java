package io.coordkit.sim.client;

import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.OpCode;
import io.coordkit.sim.check.Chronicle;
import io.coordkit.sim.check.ClientOrder;
import io.coordkit.sim.check.Found;
import io.coordkit.sim.check.Ledger;
import io.coordkit.sim.check.WatchPromise;
import io.coordkit.sim.engine.Engine;
import io.coordkit.sim.engine.Stream;
import io.coordkit.sim.net.Door;
import io.coordkit.sim.net.Receiver;
import io.coordkit.sim.net.SimConnection;
import io.coordkit.sim.plan.Action;
import io.coordkit.sim.plan.Knobs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client with a session, as a client library behaves: it pings, reconnects with its session and the newest zxid it has seen,
 * restores its watches, and starts anew when its session is gone.
 */
public final class SimClient implements Receiver {
    private static final int PING_XID = -2;
    private static final int EVENT_XID = -1;
    private static final int SET_WATCHES_XID = -8;
    private static final int ANY_VERSION = 65_535;
    private static final long RETRY_NANOS_MAX = 200 * Engine.NANOS_PER_MS;

    private final int index;
    private final Engine engine;
    private final Knobs knobs;
    private final Chronicle chronicle;
    private final List<? extends Door> doors;
    private final ClientWatches watches = new ClientWatches();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final ArrayDeque<String> created = new ArrayDeque<>();
    private @Nullable SimConnection connection;
    private boolean greeted;
    private boolean closing;
    private long session;
    private byte[] password = new byte[16];
    private long lastZxid;
    private int nextXid = 1;
    private int connections;
    private long timeoutNanos;
    private long heardAt;
    private long spokenAt;
    private long frozenUntil;
    private long synced;

    /** @param doors the servers */
    public SimClient(int index, Engine engine, Knobs knobs, Chronicle chronicle, List<? extends Door> doors) {
        this.index = index;
        this.engine = engine;
        this.knobs = knobs;
        this.chronicle = chronicle;
        this.doors = doors;
        this.timeoutNanos = knobs.timeoutMs() * Engine.NANOS_PER_MS;
    }

    /** Connects, and keeps connected from now on. */
    public void start() {
        connectSoon();
        watchTime();
    }

    /** Syncs answered so far. */
    public long synced() {
        return synced;
    }

    /** Whether it has a session, and waits for answers. */
    public boolean isWaiting() {
        return greeted && !waiting.isEmpty();
    }

    /** Nothing that it watches may have changed unnoticed; to be called when all is quiet, and all servers show the same. */
    public void checkWatches(Ledger ledger) {
        watches.check(ledger);
    }

    /** Goes on if it was frozen. */
    public void thaw() {
        frozenUntil = 0;
        if (connection != null) {
            connection.setClientReading(true);
        }
    }

    /** Does what the plan says; without a connection most of it is given up at once. */
    public void perform(Action action) {
        if (engine.now() < frozenUntil) {
            return;
        }
        switch (action.verb()) {
            case CUT -> cut();
            case FREEZE -> freeze(action.arg() * Engine.NANOS_PER_MS);
            default -> {
                if (greeted && !closing) {
                    request(action);
                }
            }
        }
    }

    /** Asks the server to catch up; counted by {@link #synced()} when it answers. */
    public void sync() {
        if (greeted && !closing) {
            int xid = nextXid++;
            ask(
                    new Waiting(xid, OpCode.SYNC, "/", false, chronicle.acknowledged()),
                    Requests.path(xid, OpCode.SYNC, "/"));
        }
    }

    private void request(Action action) {
        String path = action.path();
        long arg = action.arg();
        switch (action.verb()) {
            case CREATE -> create(path, (int) arg);
            case DELETE -> delete(path, (int) arg);
            case DELETE_LAST -> {
                String last = created.pollLast();
                if (last != null) {
                    delete(last, -1);
                }
            }
            case SET_DATA -> setData(path, (int) (arg & 0xffff), (int) (arg >>> 16));
            case MULTI -> {
                int xid = nextXid++;
                ask(new Waiting(xid, OpCode.MULTI, path, false, 0), Requests.multi(xid, arg, data(xid, 0)));
            }
            case GET_DATA -> read(OpCode.GET_DATA, path, arg == 1);
            case EXISTS -> read(OpCode.EXISTS, path, arg == 1);
            case GET_CHILDREN -> read(arg >= 2 ? OpCode.GET_CHILDREN2 : OpCode.GET_CHILDREN, path, arg % 2 == 1);
            case ADD_WATCH -> addWatch(path, (int) arg);
            case SYNC -> sync();
            case BURST -> {
                for (long i = 0; i < arg; i++) {
                    setData(path, ANY_VERSION, 0);
                }
            }
            case CLOSE -> close();
            default -> throw new IllegalArgumentException("no client does " + action.verb());
        }
    }

    private void create(String path, int flags) {
        int xid = nextXid++;
        boolean sequential = flags == 2 || flags == 3;
        OpCode op = Requests.createOp(flags, xid);
        JuteWriter out = Requests.header(xid, op);
        Requests.writeCreate(out, sequential ? path + "-" : path, data(xid, 0), flags);
        ask(new Waiting(xid, op, path, false, 0), out.toByteArray());
    }

    private void delete(String path, int version) {
        int xid = nextXid++;
        byte[] frame = Requests.header(xid, OpCode.DELETE)
                .writeString(path)
                .writeInt(version)
                .toByteArray();
        ask(new Waiting(xid, OpCode.DELETE, path, false, 0), frame);
    }

    private void setData(String path, int version, int padding) {
        int xid = nextXid++;
        JuteWriter out = Requests.header(xid, OpCode.SET_DATA).writeString(path).writeBuffer(data(xid, padding));
        out.writeInt(version == ANY_VERSION ? -1 : version);
        ask(new Waiting(xid, OpCode.SET_DATA, path, false, 0), out.toByteArray());
    }

    private void read(OpCode op, String path, boolean watch) {
        int xid = nextXid++;
        ask(new Waiting(xid, op, path, watch, 0), Requests.read(xid, op, path, watch));
    }

    private void addWatch(String path, int mode) {
        int xid = nextXid++;
        byte[] frame = Requests.header(xid, OpCode.ADD_WATCH)
                .writeString(path)
                .writeInt(mode)
                .toByteArray();
        ask(new Waiting(xid, OpCode.ADD_WATCH, path, false, mode), frame);
    }

    private void close() {
        int xid = nextXid++;
        closing = true;
        byte[] frame = Requests.header(xid, OpCode.CLOSE_SESSION).toByteArray();
        ask(new Waiting(xid, OpCode.CLOSE_SESSION, "", false, 0), frame);
    }

    /** Says who wrote it and when, so that no two writes look alike. */
    private byte[] data(int xid, int padding) {
        byte[] text = (index + ":" + connections + ":" + xid).getBytes(StandardCharsets.US_ASCII);
        return Arrays.copyOf(text, text.length + padding);
    }

    private void ask(Waiting request, byte[] frame) {
        waiting.addLast(request);
        send(frame);
    }

    private void send(byte[] frame) {
        spokenAt = engine.now();
        if (connection != null) {
            connection.sendToServer(frame);
        }
    }

    private void freeze(long nanos) {
        frozenUntil = engine.now() + nanos;
        if (connection != null) {
            connection.setClientReading(false);
        }
        engine.at(frozenUntil, () -> {
            if (engine.now() >= frozenUntil && connection != null) {
                connection.setClientReading(true);
            }
        });
    }

    private void cut() {
        if (connection != null) {
            connection.closeByClient();
            disconnected();
        }
    }

    private void disconnected() {
        connection = null;
        greeted = false;
        waiting.clear();
        if (closing) {
            forgetSession();
        }
        connectSoon();
    }

    private void forgetSession() {
        closing = false;
        session = 0;
        password = new byte[16];
        watches.clear();
        created.clear();
        timeoutNanos = knobs.timeoutMs() * Engine.NANOS_PER_MS;
    }

    private void connectSoon() {
        long delay = engine.draws().between(Stream.CONNECT, index, 1000, RETRY_NANOS_MAX);
        engine.after(delay, this::connect);
    }

    private void connect() {
        if (connection != null) {
            return;
        }
        long id = (long) index << 32 | ++connections;
        Door door = doors.get((int) engine.draws().between(Stream.DOOR, index, 0, doors.size() - 1L));
        SimConnection next = new SimConnection(id, engine, this, door, knobs.latencyMicros() * 1000L);
        if (!door.accept(next)) {
            connectSoon();
            return;
        }
        connection = next;
        heardAt = engine.now();
        if (engine.now() < frozenUntil) {
            next.setClientReading(false);
        }
        send(Requests.connect(lastZxid, knobs.timeoutMs(), session, password));
    }

    private void watchTime() {
        long now = engine.now();
        if (now >= frozenUntil && connection != null) {
            if (now - heardAt > timeoutNanos * 2 / 3) {
                cut();
            } else if (greeted && now - spokenAt > timeoutNanos / 4) {
                waiting.addLast(new Waiting(PING_XID, OpCode.PING, "", false, 0));
                send(Requests.header(PING_XID, OpCode.PING).toByteArray());
            }
        }
        long step = Math.max(10 * Engine.NANOS_PER_MS, timeoutNanos / 12);
        engine.after(engine.draws().between(Stream.CLIENT_TIMER, index, step / 2, step), this::watchTime);
    }

    @Override
    public void onClosed(SimConnection closed) {
        if (closed == connection) {
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
            forgetSession();
            cut();
            return;
        }
        session = granted;
        password = newPassword;
        timeoutNanos = timeoutMs * Engine.NANOS_PER_MS;
        greeted = true;
        if (!watches.isEmpty()) {
            ask(new Waiting(SET_WATCHES_XID, OpCode.SET_WATCHES2, "", false, 0), watches.restore(lastZxid));
        }
    }

    private void onReply(JuteReader in) throws MalformedRecordException {
        int xid = in.readInt();
        long zxid = in.readLong();
        int error = in.readInt();
        if (xid == EVENT_XID) {
            int type = in.readInt();
            in.readInt();
            // The zxid of an event is no view: others of the same transaction may still come (ClientCnxn does not take
            // it either).
            watches.onEvent(type, in.readString());
            return;
        }
        Waiting request = waiting.pollFirst();
        ClientOrder.checkXid(request == null ? 0 : request.xid(), xid, zxid);
        ClientOrder.checkZxid(lastZxid, zxid);
        lastZxid = zxid;
        chronicle.acknowledge(zxid);
        if (request != null) {
            learn(request, error, zxid, in);
        }
    }

    private void learn(Waiting request, int error, long zxid, JuteReader in) throws MalformedRecordException {
        boolean done = error == ErrorCode.OK.code();
        switch (request.op()) {
            case GET_DATA -> addWatch(request, done, WatchPromise.DATA_UNCHANGED, zxid);
            case GET_CHILDREN, GET_CHILDREN2 -> addWatch(request, done, WatchPromise.CHILDREN_UNCHANGED, zxid);
            case EXISTS -> {
                addWatch(request, done, WatchPromise.DATA_UNCHANGED, zxid);
                addWatch(request, error == ErrorCode.NO_NODE.code(), WatchPromise.STILL_ABSENT, zxid);
            }
            case ADD_WATCH -> watches.addPersistent(request.path(), request.arg() == 1);
            case CREATE, CREATE2 -> {
                if (done) {
                    created.addLast(in.readString());
                }
            }
            case SYNC -> {
                if (zxid < request.arg()) {
                    throw new Found("linearizability", zxid, "a sync shows less than others were told before it");
                }
                synced++;
            }
            default -> {}
        }
    }

    private void addWatch(Waiting request, boolean applies, WatchPromise promise, long zxid) {
        if (request.watch() && applies) {
            watches.add(promise, request.path(), zxid);
        }
    }
}
