package io.coordkit.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.raw.ConnectReply;
import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.RawSession.Reply;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client of a scenario. Every call waits for its reply, and then for all events it caused anywhere; all of it is
 * written down. In paths {@code ~} stands for the scenario's own root.
 */
final class Actor {

    private static final int PING_XID = -2;
    private static final int UNIMPLEMENTED = -6;
    private static final int AUTHFAILED = -115;

    private final Stage stage;
    private final String name;
    private final RawSession session;
    private final List<Unread> unread = new ArrayList<>();
    private int xid;
    private boolean gone;
    private boolean breathless;

    private record Unread(int xid, int type) {}

    /** Something an actor does. */
    @FunctionalInterface
    interface Deed {
        void perform() throws IOException;
    }

    Actor(Stage stage, String name, RawSession session) {
        this.stage = stage;
        this.name = name;
        this.session = session;
    }

    ConnectReply granted() {
        return session.granted();
    }

    Actor create(String path, @Nullable String data, int flags, Acl... acl) throws IOException {
        return call(label("create", path, data, flags, List.of(acl)), Op.CREATE, creation(path, data, flags, acl));
    }

    Actor create2(String path, @Nullable String data, int flags, Acl... acl) throws IOException {
        return call(label("create2", path, data, flags, List.of(acl)), Op.CREATE2, creation(path, data, flags, acl));
    }

    Actor container(String path) throws IOException {
        return call("createContainer " + path, Op.CREATE_CONTAINER, creation(path, "", 4));
    }

    Actor createTtl(String path, int flags, long ttlMs) throws IOException {
        JuteOut body = Requests.createTtl(stage.absolute(path), "", List.of(Acl.OPEN), flags, ttlMs);
        return call(label("createTTL", path, flags, ttlMs), Op.CREATE_TTL, body);
    }

    Actor delete(String path, int version) throws IOException {
        return call(label("delete", path, version), Op.DELETE, Requests.path(stage.absolute(path), version));
    }

    Actor exists(String path, boolean watch) throws IOException {
        return read("exists", Op.EXISTS, path, watch);
    }

    Actor get(String path, boolean watch) throws IOException {
        return read("get", Op.GET_DATA, path, watch);
    }

    Actor children(String path, boolean watch) throws IOException {
        return read("children", Op.GET_CHILDREN, path, watch);
    }

    Actor children2(String path, boolean watch) throws IOException {
        return read("children2", Op.GET_CHILDREN2, path, watch);
    }

    private Actor read(String verb, int type, String path, boolean watch) throws IOException {
        return call(verb + " " + path + (watch ? " watch" : ""), type, Requests.path(stage.absolute(path), watch));
    }

    Actor set(String path, @Nullable String data, int version) throws IOException {
        return call(
                label("set", path, data, version), Op.SET_DATA, Requests.setData(stage.absolute(path), data, version));
    }

    Actor getAcl(String path) throws IOException {
        return call("getAcl " + path, Op.GET_ACL, Requests.path(stage.absolute(path)));
    }

    Actor setAcl(String path, int version, Acl... acl) throws IOException {
        JuteOut body = Requests.setAcl(stage.absolute(path), List.of(acl), version);
        return call(label("setAcl", path, version, List.of(acl)), Op.SET_ACL, body);
    }

    Actor sync(String path) throws IOException {
        return call("sync " + path, Op.SYNC, Requests.path(stage.absolute(path)));
    }

    Actor ephemerals(String prefix) throws IOException {
        return call("ephemerals " + prefix, Op.GET_EPHEMERALS, Requests.path(stage.absolute(prefix)));
    }

    Actor allChildrenNumber(String path) throws IOException {
        return call("allChildrenNumber " + path, Op.GET_ALL_CHILDREN_NUMBER, Requests.path(stage.absolute(path)));
    }

    Actor whoAmI() throws IOException {
        return call("whoAmI", Op.WHO_AM_I, new JuteOut());
    }

    Actor addWatch(String path, int mode) throws IOException {
        return call(label("addWatch", path, mode), Op.ADD_WATCH, Requests.path(stage.absolute(path), mode));
    }

    Actor checkWatches(String path, int type) throws IOException {
        return call(label("checkWatches", path, type), Op.CHECK_WATCHES, Requests.path(stage.absolute(path), type));
    }

    Actor removeWatches(String path, int type) throws IOException {
        return call(label("removeWatches", path, type), Op.REMOVE_WATCHES, Requests.path(stage.absolute(path), type));
    }

    Actor multi(Part... parts) throws IOException {
        return call("multi " + List.of(parts), Op.MULTI, Part.body(stage, parts));
    }

    Actor multiRead(Part... parts) throws IOException {
        return call("multiRead " + List.of(parts), Op.MULTI_READ, Part.body(stage, parts));
    }

    Actor auth(String scheme, String credentials) throws IOException {
        JuteOut body = Requests.auth(scheme, credentials.getBytes(StandardCharsets.UTF_8));
        return call(-4, label("auth", scheme, credentials), Op.AUTH, body);
    }

    /** {@code sinceZxid} is relative to the beginning of the scenario; lists are data, exist, child[, persistent, recursive]. */
    @SafeVarargs
    final Actor setWatches(int sinceZxid, List<String>... lists) throws IOException {
        JuteOut body = new JuteOut().putLong(stage.baseZxid() + sinceZxid);
        for (List<String> list : lists) {
            body.putStrings(list.stream().map(stage::absolute).toList());
        }
        int type = lists.length == 3 ? Op.SET_WATCHES : Op.SET_WATCHES2;
        return call(-8, "setWatches since z+" + sinceZxid + " " + List.of(lists), type, body);
    }

    /** Ends the session. No server promises an order among the ephemerals that die together, so events are sorted. */
    Actor close() throws IOException {
        stage.sortEvents(true);
        call("close", Op.CLOSE_SESSION, new JuteOut());
        stage.sortEvents(false);
        return this;
    }

    /** Cuts the connection and leaves the session behind. */
    void disconnect() {
        stage.write(name + " disconnects");
        gone = true;
        session.close();
    }

    /** Sends any request; {@code label} is how the transcript calls it. */
    Actor call(String label, int type, JuteOut body) throws IOException {
        return call(++xid, label, type, body);
    }

    Actor call(int requestXid, String label, int type, JuteOut body) throws IOException {
        stage.write(name + "> " + label);
        if (!gone) {
            session.send(requestXid, type, body);
            unread.add(new Unread(requestXid, type));
        }
        if (!breathless) {
            readReplies();
        }
        return this;
    }

    /** Everything asked for in {@code deed} is sent before the first reply is read. */
    Actor inOneBreath(Deed deed) throws IOException {
        breathless = true;
        deed.perform();
        breathless = false;
        readReplies();
        return this;
    }

    private void readReplies() throws IOException {
        for (Unread next : unread) {
            if (!gone) {
                readReply(next.xid, next.type);
            }
        }
        unread.clear();
        stage.settle();
    }

    /** Reads every event that is already due, by asking for an echo behind them. */
    void settle() throws IOException {
        if (!gone) {
            session.send(PING_XID, Op.PING, new JuteOut());
            readReply(PING_XID, Op.PING);
        }
    }

    private void readReply(int requestXid, int type) throws IOException {
        var events = new ArrayList<String>();
        Optional<Reply> next = session.receive();
        while (next.isPresent() && next.get().xid() == -1 && requestXid != -1) {
            events.add(name + "! " + stage.describeEvent(next.get()));
            next = session.receive();
        }
        stage.writeEvents(events);
        if (next.isEmpty()) {
            hangUp();
        } else if (type != Op.PING) {
            stage.write(name + "< " + stage.describe(type, next.get()));
            if (endsTheConnection(next.get())) {
                assertThat(session.receive()).as("nothing more from the server").isEmpty();
                hangUp();
            }
        }
    }

    /** After these the server closes, sooner or later; an echo might slip in before. */
    private static boolean endsTheConnection(Reply reply) {
        return reply.err() == UNIMPLEMENTED && reply.zxid() == -1 || reply.err() == AUTHFAILED;
    }

    private void hangUp() {
        gone = true;
        session.close();
        stage.write(name + " is disconnected");
    }

    private JuteOut creation(String path, @Nullable String data, int flags, Acl... acl) {
        return Requests.create(stage.absolute(path), data, acl.length == 0 ? List.of(Acl.OPEN) : List.of(acl), flags);
    }

    private static String label(String verb, @Nullable Object... words) {
        var label = new StringBuilder(verb);
        for (Object word : words) {
            if (!(word instanceof List<?> list && list.isEmpty())) {
                label.append(' ').append("".equals(word) ? "''" : word);
            }
        }
        return label.toString();
    }
}
