package io.coordkit.sim.world;

import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.OpCode;
import io.coordkit.sim.check.WatchedEvent;
import io.coordkit.sim.client.Requests;
import io.coordkit.sim.client.SimSession;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What is behind a {@link ClientSession}: its state, what waits for a connection, and what is said again on each new one. Whatever
 * its process is told goes through the process, which may stand still or be gone.
 */
final class SessionLink implements SimSession.Owner {
    private final ClientProcess process;
    private final SessionListener listener;
    private final SimSession session;
    private final Watches watches = new Watches();
    private final List<byte[]> proofs = new ArrayList<>();
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private SessionState state = SessionState.SUSPENDED;
    private long id;
    private int nextXid = 1;

    /** Reads what follows the header of an answer. */
    interface Reader<T> {
        T read(JuteReader in) throws MalformedRecordException;
    }

    /** Something to be asked as soon as a server serves the session. */
    private record Request(int xid, byte[] frame, SimSession.Answer answer, Consumer<ErrorCode> refusal) {}

    SessionLink(ClientProcess process, SessionListener listener, Function<SimSession.Owner, SimSession> maker) {
        this.process = process;
        this.listener = listener;
        this.session = maker.apply(this);
    }

    SimSession session() {
        return session;
    }

    Watches watches() {
        return watches;
    }

    SessionState state() {
        return state;
    }

    long id() {
        return id;
    }

    long timeoutMillis() {
        return session.timeoutMs();
    }

    /** Whether it is served, or over, and nobody waits for an answer. */
    boolean isQuiet() {
        return state.isFinal() || state == SessionState.CONNECTED && !session.isWaiting();
    }

    <T> Pending<T> ask(OpCode op, JuteWriter body, Reader<T> reader) {
        return ask(nextXid++, op, body, reader);
    }

    Pending<String> authenticate(String scheme, byte[] proof) {
        JuteWriter body = new JuteWriter(64).writeInt(0).writeString(scheme).writeBuffer(proof);
        byte[] frame = frame(Requests.AUTH_XID, OpCode.AUTH, body);
        Pending<String> pending = ask(Requests.AUTH_XID, OpCode.AUTH, body, in -> scheme);
        return pending.then(reply -> {
            if (reply.ok()) {
                proofs.add(frame);
            }
        });
    }

    Pending<String> close() {
        Pending<String> pending;
        if (state == SessionState.CONNECTED) {
            pending = ask(OpCode.CLOSE_SESSION, new JuteWriter(0), in -> "");
            pending.then(reply -> session.stop());
            state = SessionState.CLOSED;
        } else {
            end(SessionState.CLOSED);
            pending = refuse(ErrorCode.CONNECTION_LOSS);
        }
        return pending;
    }

    private <T> Pending<T> ask(int xid, OpCode op, JuteWriter body, Reader<T> reader) {
        if (state.isFinal()) {
            return refuse(ErrorCode.SESSION_EXPIRED);
        }
        Pending<T> pending = new Pending<>();
        Consumer<ErrorCode> refusal = error -> process.run(() -> pending.complete(Reply.failed(error)));
        Request request = new Request(xid, frame(xid, op, body), answer(reader, pending, refusal), refusal);
        // Whoever is told of a lost answer and asks again at once does so before it hears that the connection is gone.
        if (state == SessionState.CONNECTED && session.isGreeted()) {
            send(request);
        } else {
            waiting.addLast(request);
        }
        return pending;
    }

    private <T> Pending<T> refuse(ErrorCode error) {
        Pending<T> pending = new Pending<>();
        process.after(0, () -> pending.complete(Reply.failed(error)));
        return pending;
    }

    private static byte[] frame(int xid, OpCode op, JuteWriter body) {
        return Requests.header(xid, op).writeRaw(body.array(), 0, body.length()).toByteArray();
    }

    private <T> SimSession.Answer answer(Reader<T> reader, Pending<T> pending, Consumer<ErrorCode> refusal) {
        return new SimSession.Answer() {
            @Override
            public void take(int error, long zxid, JuteReader body) throws MalformedRecordException {
                Optional<T> value = error == 0 ? Optional.of(reader.read(body)) : Optional.empty();
                process.run(() -> pending.complete(new Reply<>(ErrorCode.of(error), zxid, value)));
            }

            @Override
            public void lost() {
                refusal.accept(ErrorCode.CONNECTION_LOSS);
            }
        };
    }

    private void send(Request request) {
        session.ask(request.xid(), request.frame(), request.answer());
    }

    @Override
    public void onGreeted() {
        id = session.id();
        proofs.forEach(proof -> session.ask(Requests.AUTH_XID, proof, SimSession.Answer.IGNORED));
        if (!watches.isEmpty()) {
            session.ask(Requests.SET_WATCHES_XID, watches.restore(session.lastZxid()), SimSession.Answer.IGNORED);
        }
        state = SessionState.CONNECTED;
        List<Request> now = List.copyOf(waiting);
        waiting.clear();
        now.forEach(this::send);
        process.run(() -> listener.onState(SessionState.CONNECTED));
    }

    @Override
    public void onLost() {
        if (state == SessionState.CLOSED) {
            session.stop();
        } else if (state == SessionState.CONNECTED) {
            state = SessionState.SUSPENDED;
            process.run(() -> listener.onState(SessionState.SUSPENDED));
        }
    }

    @Override
    public void onUnreached() {
        refuseWaiting(ErrorCode.CONNECTION_LOSS);
    }

    @Override
    public void onGone() {
        end(SessionState.EXPIRED);
        process.run(() -> listener.onState(SessionState.EXPIRED));
    }

    @Override
    public void onEvent(WatchedEvent event) {
        watches.take(event).forEach(watcher -> process.run(() -> watcher.accept(event)));
    }

    private void end(SessionState last) {
        state = last;
        session.stop();
        refuseWaiting(ErrorCode.SESSION_EXPIRED);
    }

    private void refuseWaiting(ErrorCode reason) {
        List<Request> refused = List.copyOf(waiting);
        waiting.clear();
        refused.forEach(request -> request.refusal().accept(reason));
    }
}
