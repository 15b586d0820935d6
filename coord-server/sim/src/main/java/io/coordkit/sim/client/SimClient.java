package io.coordkit.sim.client;

import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.OpCode;
import io.coordkit.sim.check.Chronicle;
import io.coordkit.sim.check.Found;
import io.coordkit.sim.check.Ledger;
import io.coordkit.sim.check.WatchPromise;
import io.coordkit.sim.check.WatchedEvent;
import io.coordkit.sim.engine.Engine;
import io.coordkit.sim.net.Door;
import io.coordkit.sim.plan.Action;
import io.coordkit.sim.plan.Knobs;
import io.coordkit.sim.plan.MemberChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/**
 * A client as plans know it: it asks what it is told to, restores its watches, starts anew when its session is gone, and remembers
 * what it was told.
 */
public final class SimClient implements SimSession.Owner {
    private static final int ANY_VERSION = 65_535;

    private final int index;
    private final Engine engine;
    private final Chronicle chronicle;
    private final SimSession session;
    private final ClientWatches watches = new ClientWatches();
    private final ArrayDeque<String> created = new ArrayDeque<>();
    private boolean closing;
    private int nextXid = 1;
    private long synced;

    /** @param doors the servers */
    public SimClient(int index, Engine engine, Knobs knobs, Chronicle chronicle, List<? extends Door> doors) {
        this.index = index;
        this.engine = engine;
        this.chronicle = chronicle;
        this.session = new SimSession(index, engine, doors, knobs.timeoutMs(), knobs.latencyMicros() * 1000L, this);
    }

    /** Connects, and keeps connected from now on. */
    public void start() {
        session.start();
    }

    /** Syncs answered so far. */
    public long synced() {
        return synced;
    }

    /** Whether it has a session, and waits for answers. */
    public boolean isWaiting() {
        return session.isWaiting();
    }

    /** Nothing that it watches may have changed unnoticed; to be called when all is quiet, and all servers show the same. */
    public void checkWatches(Ledger ledger) {
        watches.check(ledger);
    }

    /** Goes on if it was frozen. */
    public void thaw() {
        session.thaw();
    }

    /** Does what the plan says; without a connection most of it is given up at once. */
    public void perform(Action action) {
        if (session.isFrozen()) {
            return;
        }
        switch (action.verb()) {
            case CUT -> session.cut();
            case FREEZE -> session.freezeUntil(engine.now() + action.arg() * Engine.NANOS_PER_MS);
            default -> {
                if (maySpeak()) {
                    request(action);
                }
            }
        }
    }

    private boolean maySpeak() {
        return session.isGreeted() && !closing;
    }

    /** Asks the server to catch up; counted by {@link #synced()} when it answers. */
    public void sync() {
        if (maySpeak()) {
            int xid = nextXid++;
            long told = chronicle.acknowledged();
            session.ask(xid, Requests.path(xid, OpCode.SYNC, "/"), (error, zxid, body) -> {
                if (zxid < told) {
                    throw new Found("linearizability", zxid, "a sync shows less than others were told before it");
                }
                synced++;
            });
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
                session.ask(xid, Requests.multi(xid, arg, data(xid, 0)), SimSession.Answer.IGNORED);
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
            case RECONFIG -> {
                int xid = nextXid++;
                byte[] frame = Requests.reconfig(xid, MemberChange.of(path), arg == 1);
                session.ask(xid, frame, SimSession.Answer.IGNORED);
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
        session.ask(xid, out.toByteArray(), (error, zxid, body) -> {
            if (error == ErrorCode.OK.code() && op != OpCode.CREATE_CONTAINER) {
                created.addLast(body.readString());
            }
        });
    }

    private void delete(String path, int version) {
        int xid = nextXid++;
        byte[] frame = Requests.header(xid, OpCode.DELETE)
                .writeString(path)
                .writeInt(version)
                .toByteArray();
        session.ask(xid, frame, SimSession.Answer.IGNORED);
    }

    private void setData(String path, int version, int padding) {
        int xid = nextXid++;
        JuteWriter out = Requests.header(xid, OpCode.SET_DATA).writeString(path).writeBuffer(data(xid, padding));
        out.writeInt(version == ANY_VERSION ? -1 : version);
        session.ask(xid, out.toByteArray(), SimSession.Answer.IGNORED);
    }

    private void read(OpCode op, String path, boolean watch) {
        int xid = nextXid++;
        session.ask(xid, Requests.read(xid, op, path, watch), (error, zxid, body) -> {
            if (watch) {
                addOneShot(op, path, error, zxid);
            }
        });
    }

    private void addOneShot(OpCode op, String path, int error, long zxid) {
        if (op == OpCode.EXISTS && error == ErrorCode.NO_NODE.code()) {
            watches.add(WatchPromise.STILL_ABSENT, path, zxid);
        } else if (error == ErrorCode.OK.code()) {
            boolean ofChildren = op == OpCode.GET_CHILDREN || op == OpCode.GET_CHILDREN2;
            watches.add(ofChildren ? WatchPromise.CHILDREN_UNCHANGED : WatchPromise.DATA_UNCHANGED, path, zxid);
        }
    }

    private void addWatch(String path, int mode) {
        int xid = nextXid++;
        byte[] frame = Requests.header(xid, OpCode.ADD_WATCH)
                .writeString(path)
                .writeInt(mode)
                .toByteArray();
        session.ask(xid, frame, (error, zxid, body) -> watches.addPersistent(path, mode == 1));
    }

    private void close() {
        int xid = nextXid++;
        closing = true;
        byte[] frame = Requests.header(xid, OpCode.CLOSE_SESSION).toByteArray();
        session.ask(xid, frame, SimSession.Answer.IGNORED);
    }

    /** Says who wrote it and when, so that no two writes look alike. */
    private byte[] data(int xid, int padding) {
        byte[] text = (index + ":" + session.connections() + ":" + xid).getBytes(StandardCharsets.US_ASCII);
        return Arrays.copyOf(text, text.length + padding);
    }

    @Override
    public void onGreeted() {
        if (!watches.isEmpty()) {
            session.ask(Requests.SET_WATCHES_XID, watches.restore(session.lastZxid()), SimSession.Answer.IGNORED);
        }
    }

    @Override
    public void onLost() {
        if (closing) {
            session.forget();
            onGone();
        }
    }

    @Override
    public void onGone() {
        closing = false;
        watches.clear();
        created.clear();
    }

    @Override
    public void onEvent(WatchedEvent event) {
        watches.onEvent(event);
    }

    @Override
    public void onAnswered(long zxid) {
        chronicle.acknowledge(zxid);
    }
}
