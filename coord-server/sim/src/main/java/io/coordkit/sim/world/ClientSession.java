package io.coordkit.sim.world;

import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.CreateMode;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.Stat;
import io.coordkit.sim.check.StatRecord;
import io.coordkit.sim.check.WatchedEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * A session of a client process, with the operations of ZooKeeper's own client. None of them waits: what is
 * returned takes those who want the outcome. Operations are carried out in the order of the calls. While no server serves the session they wait for one,
 * and end with {@link ErrorCode#CONNECTION_LOSS} if the next attempt reaches none. Of an operation under way when the connection
 * is lost nobody knows whether it was done. After the end of the session they end with {@link ErrorCode#SESSION_EXPIRED}.
 *
 * <p>Versions of −1 mean any. Watchers are called once, those of {@link #addWatch} until the session ends; they outlast
 * connections, and miss nothing meanwhile but what was undone again.
 */
public final class ClientSession {
    private final SessionLink link;

    ClientSession(SessionLink link) {
        this.link = link;
    }

    /** Its number, which is the owner of its ephemerals; 0 as long as no server has given one. */
    public long id() {
        return link.id();
    }

    /** How it stands with the servers. */
    public SessionState state() {
        return link.state();
    }

    /** The timeout that was granted; before that the one wished for. */
    public long timeoutMillis() {
        return link.timeoutMillis();
    }

    /** Makes a znode that is open to everybody. */
    public Pending<NodeStat> create(String path, byte[] data, CreateMode mode) {
        return create(path, data, mode, Acl.OPEN);
    }

    /** Makes a znode; times to live are not simulated. */
    public Pending<NodeStat> create(String path, byte[] data, CreateMode mode, List<Acl> acl) {
        JuteWriter body = body();
        Records.write(body, new Op.Create(path, data, mode, acl));
        return link.ask(Records.createOp(mode), body, Records::readCreated);
    }

    /** Removes a znode without children; the answer is its path. */
    public Pending<String> delete(String path, int version) {
        return link.ask(OpCode.DELETE, body().writeString(path).writeInt(version), in -> path);
    }

    /** Writes data. */
    public Pending<Stat> setData(String path, byte[] data, int version) {
        JuteWriter body = body().writeString(path).writeBuffer(data).writeInt(version);
        return link.ask(OpCode.SET_DATA, body, StatRecord::read);
    }

    /** Reads data. */
    public Pending<NodeData> getData(String path) {
        return link.ask(OpCode.GET_DATA, unwatched(path), Records::readData);
    }

    /** Reads data; {@code watcher} hears when they change, unless the znode is not there. */
    public Pending<NodeData> getData(String path, Consumer<WatchedEvent> watcher) {
        return link.ask(OpCode.GET_DATA, watched(path), Records::readData)
                .then(reply -> watchIf(reply.ok(), Watches.Kind.DATA, path, watcher));
    }

    /** Asks whether a znode is there: it ends with {@link ErrorCode#NO_NODE} if not. */
    public Pending<Stat> exists(String path) {
        return link.ask(OpCode.EXISTS, unwatched(path), StatRecord::read);
    }

    /** Asks whether a znode is there; {@code watcher} hears when it comes, goes or changes. */
    public Pending<Stat> exists(String path, Consumer<WatchedEvent> watcher) {
        return link.ask(OpCode.EXISTS, watched(path), StatRecord::read).then(reply -> {
            watchIf(reply.ok(), Watches.Kind.DATA, path, watcher);
            watchIf(reply.error() == ErrorCode.NO_NODE, Watches.Kind.ABSENT, path, watcher);
        });
    }

    /** Reads the names of the children. */
    public Pending<Children> getChildren(String path) {
        return link.ask(OpCode.GET_CHILDREN2, unwatched(path), Records::readChildren);
    }

    /** Reads the names of the children; {@code watcher} hears when others come or go, or the znode goes. */
    public Pending<Children> getChildren(String path, Consumer<WatchedEvent> watcher) {
        return link.ask(OpCode.GET_CHILDREN2, watched(path), Records::readChildren)
                .then(reply -> watchIf(reply.ok(), Watches.Kind.CHILDREN, path, watcher));
    }

    /** Lets {@code watcher} hear all that happens to a znode, and to its children or to everything below it. */
    public Pending<String> addWatch(String path, boolean recursive, Consumer<WatchedEvent> watcher) {
        JuteWriter body = body().writeString(path).writeInt(recursive ? 1 : 0);
        Watches.Kind kind = recursive ? Watches.Kind.RECURSIVE : Watches.Kind.PERSISTENT;
        return link.ask(OpCode.ADD_WATCH, body, in -> path).then(reply -> watchIf(reply.ok(), kind, path, watcher));
    }

    /** Does all or nothing; what became of each part is known when it was refused, too. */
    public Pending<List<OpResult>> multi(List<Op> parts) {
        JuteWriter body = body();
        Records.write(body, parts);
        return link.ask(OpCode.MULTI, body, Records::readResults).with(Records::judge);
    }

    /** Reads who may do what. */
    public Pending<NodeAcl> getAcl(String path) {
        return link.ask(OpCode.GET_ACL, body().writeString(path), Records::readAcl);
    }

    /** Says who may do what; {@code version} counts changes of the list. */
    public Pending<Stat> setAcl(String path, List<Acl> acl, int version) {
        JuteWriter body = body().writeString(path);
        Acl.writeList(body, acl);
        return link.ask(OpCode.SET_ACL, body.writeInt(version), StatRecord::read);
    }

    /** Is somebody from now on, by user and password; said again on each new connection. */
    public Pending<String> addDigestAuth(String user, String password) {
        byte[] proof = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return link.authenticate("digest", proof);
    }

    /** Lets the server that serves this session catch up with the leader. */
    public Pending<String> sync(String path) {
        return link.ask(OpCode.SYNC, body().writeString(path), in -> path);
    }

    /** Ends the session. If no server is asked or answers, the servers end it by themselves some time. */
    public Pending<String> close() {
        return link.close();
    }

    private void watchIf(boolean applies, Watches.Kind kind, String path, Consumer<WatchedEvent> watcher) {
        if (applies) {
            link.watches().add(kind, path, watcher);
        }
    }

    private static JuteWriter body() {
        return new JuteWriter(64);
    }

    private static JuteWriter unwatched(String path) {
        return body().writeString(path).writeBoolean(false);
    }

    private static JuteWriter watched(String path) {
        return body().writeString(path).writeBoolean(true);
    }
}
