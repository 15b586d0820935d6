package io.coordkit.it.conformance;

import io.coordkit.it.raw.ConnectReply;
import io.coordkit.it.raw.JuteIn;
import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.RawSession.Reply;
import io.coordkit.it.raw.Requests;
import io.coordkit.it.raw.Requests.ReadOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One performance of a scenario on one server: its actors, its transcript, and a root of its own in the tree. */
final class Stage implements AutoCloseable {

    private final int port;
    private final String root;
    private final Transcript transcript = new Transcript();
    private final RawSession stagehand;
    private final long baseZxid;
    private final ReplyPrinter printer;
    private final Symbols symbols;
    private final List<Actor> actors = new ArrayList<>();
    private final Map<Long, byte[]> granted = new LinkedHashMap<>();
    private boolean eventsSorted;

    /** How an actor introduces itself; {@code lastZxid} is relative to the scenario unless 0. */
    record Greeting(int lastZxid, int timeoutMs, long session, byte[] password, ReadOnly readOnly) {

        static final Greeting NEW = new Greeting(0, RawSession.TIMEOUT_MS, 0, new byte[16], ReadOnly.NO);

        static Greeting resume(ConnectReply granted) {
            return new Greeting(0, RawSession.TIMEOUT_MS, granted.session(), granted.password(), ReadOnly.NO);
        }

        Greeting timeoutMs(int changed) {
            return new Greeting(lastZxid, changed, session, password, readOnly);
        }

        Greeting readOnly(ReadOnly changed) {
            return new Greeting(lastZxid, timeoutMs, session, password, changed);
        }

        Greeting lastZxid(int changed) {
            return new Greeting(changed, timeoutMs, session, password, readOnly);
        }

        Greeting password(byte[] changed) {
            return new Greeting(lastZxid, timeoutMs, session, changed, readOnly);
        }
    }

    Stage(int port, String name) throws IOException {
        this.port = port;
        this.root = "/" + name;
        stagehand = RawSession.open(port);
        stagehand.send(-4, Op.AUTH, Requests.auth("digest", Side.SUPER.getBytes(StandardCharsets.UTF_8)));
        stagehand.receive();
        Reply created = stagehand.call(Op.CREATE, Requests.create(root, "", List.of(Acl.OPEN), 0));
        if (created.err() != 0) {
            throw new AssertionError("cannot set up " + root + ": " + ReplyPrinter.error(created.err()));
        }
        baseZxid = created.zxid();
        symbols = new Symbols(root, baseZxid);
        printer = new ReplyPrinter(symbols);
    }

    /** A new session. */
    Actor connect(String name) throws IOException {
        return connect(name, Greeting.NEW).orElseThrow(() -> new AssertionError(name + " was not let in"));
    }

    /** Any handshake; nothing when the server does not grant it. */
    Optional<Actor> connect(String name, Greeting greeting) throws IOException {
        long lastZxid = greeting.lastZxid() == 0 ? 0 : baseZxid + greeting.lastZxid();
        JuteOut request = Requests.connect(
                lastZxid, greeting.timeoutMs(), greeting.session(), greeting.password(), greeting.readOnly());
        Optional<RawSession> session = RawSession.connect(port, request);
        write(name + " connects: " + session.map(s -> describe(s.granted())).orElse("closed without a word"));
        Optional<Actor> actor = session.filter(s -> s.granted().accepted()).map(s -> new Actor(this, name, s));
        actor.ifPresent(a -> {
            actors.add(a);
            granted.put(a.granted().session(), a.granted().password());
        });
        settle();
        return actor;
    }

    private String describe(ConnectReply reply) {
        String readOnly = reply.hasReadOnly() ? " readOnly=" + reply.readOnly() : "";
        return "timeout=" + reply.timeoutMs() + " session=" + symbols.session(reply.session()) + " password="
                + reply.passwordKind() + readOnly;
    }

    /** Lets every actor read what is due to it. */
    void settle() throws IOException {
        for (Actor actor : actors) {
            actor.settle();
        }
    }

    void write(String line) {
        transcript.add(line);
    }

    void sortEvents(boolean sorted) {
        eventsSorted = sorted;
    }

    void writeEvents(List<String> events) {
        (eventsSorted ? events.stream().sorted() : events.stream()).forEach(transcript::add);
    }

    String absolute(String path) {
        return path.startsWith("~") ? root + path.substring(1) : path;
    }

    long baseZxid() {
        return baseZxid;
    }

    int port() {
        return port;
    }

    Transcript transcript() {
        return transcript;
    }

    String describe(int type, Reply reply) {
        return ReplyPrinter.error(reply.err()) + " @" + symbols.zxid(reply.zxid())
                + printer.body(type, reply.err(), reply.body());
    }

    String describeEvent(Reply event) {
        return printer.event(event.body()) + " @" + symbols.zxid(event.zxid());
    }

    /** Ends what the actors left behind, so that the next scenario is alone on the server. */
    @Override
    public void close() throws IOException {
        for (Map.Entry<Long, byte[]> left : granted.entrySet()) {
            JuteOut request = Requests.connect(0, RawSession.TIMEOUT_MS, left.getKey(), left.getValue(), ReadOnly.NO);
            Optional<RawSession> session = RawSession.connect(port, request);
            if (session.isPresent() && session.get().granted().accepted()) {
                session.get().endSession();
            }
        }
        deleteTree("/");
        stagehand.endSession();
    }

    /** Deletes whatever can be deleted, which leaves the nodes that every server has at birth. */
    private void deleteTree(String path) throws IOException {
        Reply children = stagehand.call(Op.GET_CHILDREN, Requests.path(path, false));
        if (children.err() == 0) {
            JuteIn names = children.body();
            for (String name : names.getVector(names::getString)) {
                deleteTree((path.equals("/") ? "" : path) + "/" + name);
            }
            stagehand.call(Op.DELETE, Requests.path(path, -1));
        }
    }
}
