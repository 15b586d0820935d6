package io.coordkit.it.history;

import io.coordkit.it.history.Moment.Answered;
import io.coordkit.it.history.Moment.Expired;
import io.coordkit.it.history.Moment.Fired;
import io.coordkit.it.history.Moment.Lost;
import io.coordkit.it.history.Moment.Reconnected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A made-up history: each line is what one client did and heard. Times are milliseconds. */
final class Story {

    static final int TIMEOUT_MS = 1_000;

    private final Map<String, Client> clients = new LinkedHashMap<>();

    Client client(String name) {
        return clients.computeIfAbsent(name, n -> new Client(n, 100L + clients.size()));
    }

    List<String> verdict() {
        var sessions = clients.values().stream()
                .map(client -> new SessionLog(client.name, client.id, TIMEOUT_MS, client.moments))
                .toList();
        return Verdict.violations(new History(sessions), Verdict.Sync.LINEARIZABLE);
    }

    /** One session; each call takes the next millisecond of its own clock unless told otherwise. */
    static final class Client {
        private final String name;
        private final long id;
        private final List<Moment> moments = new ArrayList<>();
        private long nowMs = 1;

        Client(String name, long id) {
            this.name = name;
            this.id = id;
        }

        long id() {
            return id;
        }

        /** The next call begins then. */
        Client at(long ms) {
            nowMs = ms;
            return this;
        }

        Client answered(Call call, Answer answer) {
            moments.add(new Answered(call, nowMs * 1_000_000, (nowMs + 1) * 1_000_000, answer));
            nowMs += 2;
            return this;
        }

        Client lost(Call call) {
            moments.add(new Lost(call, nowMs * 1_000_000));
            nowMs += 2;
            return this;
        }

        Client create(String path, String data, long zxid) {
            return answered(new Call.Create(path, data, false, false), new Answer.Created(zxid, path));
        }

        Client createSequential(String prefix, String data, long zxid, String path) {
            return answered(new Call.Create(prefix, data, false, true), new Answer.Created(zxid, path));
        }

        Client createEphemeral(String path, String data, long zxid) {
            return answered(new Call.Create(path, data, true, false), new Answer.Created(zxid, path));
        }

        Client set(String path, String data, long zxid, int version) {
            return answered(new Call.SetData(path, data, -1), new Answer.Changed(zxid, version));
        }

        Client delete(String path, long zxid) {
            return answered(new Call.Delete(path), new Answer.Done(zxid));
        }

        Client loseSet(String path, String data) {
            return lost(new Call.SetData(path, data, -1));
        }

        /** Reads a persistent znode as of {@code zxid}. */
        Client read(String path, long zxid, String data, int version, long czxid, long mzxid) {
            return see(path, zxid, new Answer.Znode(czxid, mzxid, version, 0, data), false);
        }

        Client watch(String path, long zxid, String data, int version, long czxid, long mzxid) {
            return see(path, zxid, new Answer.Znode(czxid, mzxid, version, 0, data), true);
        }

        Client see(String path, long zxid, Answer.Znode znode, boolean watch) {
            return answered(new Call.Read(path, watch), new Answer.Seen(zxid, znode));
        }

        Client readNothing(String path, long zxid) {
            return answered(new Call.Read(path, false), new Answer.Refused(zxid, Answer.NO_NODE));
        }

        Client watchNothing(String path, long zxid) {
            return answered(new Call.Exists(path), new Answer.Refused(zxid, Answer.NO_NODE));
        }

        Client sync(long zxid) {
            return answered(new Call.Sync(), new Answer.Done(zxid));
        }

        Client close(long zxid) {
            return answered(new Call.Close(), new Answer.Done(zxid));
        }

        Client fired(int type, String path) {
            moments.add(new Fired(type, path));
            return this;
        }

        Client reconnected() {
            moments.add(new Reconnected());
            return this;
        }

        Client expired() {
            moments.add(new Expired(nowMs * 1_000_000));
            return this;
        }
    }
}
