package io.coordkit.it.load;

import io.coordkit.it.history.Answer;
import io.coordkit.it.history.Call;
import io.coordkit.it.history.Moment;
import io.coordkit.it.history.Moment.Answered;
import io.coordkit.it.history.Moment.Expired;
import io.coordkit.it.history.Moment.Fired;
import io.coordkit.it.history.Moment.Lost;
import io.coordkit.it.history.Moment.Reconnected;
import io.coordkit.it.history.SessionLog;
import io.coordkit.it.raw.ConnectReply;
import io.coordkit.it.raw.JuteIn;
import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.RawConnection;
import io.coordkit.it.raw.Requests;
import io.coordkit.it.raw.Requests.ReadOnly;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * One session as a careful client leads it: it sends the largest zxid it has seen when it comes back, and sets its
 * watches again first. All that happens is written down. A server that is silent for too long counts as lost. Used by
 * one thread at a time.
 */
final class RecordedSession {

    /** Shorter than the sessions of the load, so that a frozen or cut-off server costs a client nothing but time. */
    private static final int PATIENCE_MS = 2_500;

    private static final int EVENT_XID = -1;

    private record Unanswered(int xid, Call call, long invokedNanos) {}

    private final String client;
    private final ConnectReply granted;
    private final List<Moment> moments = new ArrayList<>();
    private final WatchList watches = new WatchList();
    private final Queue<Unanswered> unanswered = new ArrayDeque<>();
    private RawConnection connection;
    private boolean connected = true;
    private int lastXid;
    private long lastZxid;

    private RecordedSession(String client, RawConnection connection, ConnectReply granted) {
        this.client = client;
        this.connection = connection;
        this.granted = granted;
    }

    /** A new session on this server; nothing when it gives none now. */
    static Optional<RecordedSession> open(String client, InetSocketAddress server, int timeoutMs) {
        return shakeHands(server, Requests.connect(0, timeoutMs, 0, new byte[16], ReadOnly.NO))
                .flatMap(hands -> {
                    if (!hands.reply().accepted()) {
                        hands.connection().close();
                        return Optional.empty();
                    }
                    return Optional.of(new RecordedSession(client, hands.connection(), hands.reply()));
                });
    }

    private record Hands(RawConnection connection, ConnectReply reply) {}

    private static Optional<Hands> shakeHands(InetSocketAddress server, JuteOut request) {
        try {
            var connection = new RawConnection(server, PATIENCE_MS);
            try {
                connection.send(request.toBytes());
                Optional<byte[]> frame = connection.receiveInTime();
                if (frame.isPresent()) {
                    return Optional.of(new Hands(connection, ConnectReply.read(frame.get())));
                }
            } catch (IOException silent) {
                connection.close();
                return Optional.empty();
            }
            connection.close();
            return Optional.empty();
        } catch (IOException unreachable) {
            return Optional.empty();
        }
    }

    SessionLog log() {
        return new SessionLog(client, granted.session(), granted.timeoutMs(), List.copyOf(moments));
    }

    int timeoutMs() {
        return granted.timeoutMs();
    }

    boolean isConnected() {
        return connected;
    }

    /** Whether a server has said that it is gone. */
    boolean isExpired() {
        return !moments.isEmpty() && moments.get(moments.size() - 1) instanceof Expired;
    }

    /** Tries to go on with the session on this server; look at {@link #isConnected()} and {@link #isExpired()}. */
    void reconnect(InetSocketAddress server) {
        JuteOut request =
                Requests.connect(lastZxid, granted.timeoutMs(), granted.session(), granted.password(), ReadOnly.NO);
        Optional<Hands> hands = shakeHands(server, request);
        if (hands.isEmpty()) {
            return;
        }
        connection = hands.get().connection();
        if (!hands.get().reply().accepted()) {
            connection.close();
            moments.add(new Expired(System.nanoTime()));
            return;
        }
        connected = true;
        moments.add(new Reconnected());
        if (!watches.isEmpty()) {
            call(new Call.SetWatches());
        }
    }

    /** One call; nothing when its answer was lost, and the connection with it. */
    Optional<Answer> call(Call call) {
        List<Answer> answers = callAll(List.of(call));
        return answers.isEmpty() ? Optional.empty() : Optional.of(answers.get(0));
    }

    /** All calls in one breath; fewer answers than calls when the connection was lost. */
    List<Answer> callAll(List<Call> calls) {
        var answers = new ArrayList<Answer>();
        try {
            for (Call call : calls) {
                send(call);
            }
            while (!unanswered.isEmpty()) {
                receive().ifPresent(answers::add);
            }
        } catch (IOException lost) {
            lose();
        }
        return answers;
    }

    private void send(Call call) throws IOException {
        lastXid++;
        JuteOut body = call instanceof Call.SetWatches ? watches.body(lastZxid) : Wire.body(call);
        byte[] frame = Requests.request(lastXid, Wire.type(call), body).toBytes();
        unanswered.add(new Unanswered(lastXid, call, System.nanoTime()));
        connection.send(frame);
    }

    /** The next frame; nothing when it is an event. */
    private Optional<Answer> receive() throws IOException {
        byte[] frame = connection.receiveInTime().orElseThrow(() -> new SocketTimeoutException("closed"));
        long nowNanos = System.nanoTime();
        var in = new JuteIn(frame);
        int xid = in.getInt();
        long zxid = in.getLong();
        int error = in.getInt();
        if (xid == EVENT_XID) {
            hear(in);
            return Optional.empty();
        }
        Unanswered next = unanswered.element();
        if (xid != next.xid()) {
            throw new AssertionError("reply to " + xid + " where " + next.xid() + " was next");
        }
        unanswered.remove();
        Answer answer = Wire.answer(next.call(), zxid, error, in);
        lastZxid = Math.max(lastZxid, zxid);
        moments.add(new Answered(next.call(), next.invokedNanos(), nowNanos, answer));
        watches.note(next.call(), answer);
        return Optional.of(answer);
    }

    private void hear(JuteIn in) {
        int type = in.getInt();
        in.getInt();
        String path = in.getString();
        moments.add(new Fired(type, path));
        watches.fired(type, path);
    }

    private void lose() {
        for (Unanswered lost : unanswered) {
            moments.add(new Lost(lost.call(), lost.invokedNanos()));
        }
        unanswered.clear();
        abandon();
    }

    /** Leaves without a word; the session goes on until it expires or is taken up again. */
    void abandon() {
        connection.close();
        connected = false;
    }
}
