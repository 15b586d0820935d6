package io.coordkit.core.client;

import io.coordkit.core.auth.AccessControl;
import io.coordkit.core.auth.AuthId;
import io.coordkit.core.stats.ServerStats;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.Znode;
import io.coordkit.core.watch.WatchKind;
import io.coordkit.core.watch.WatchTable;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.ReadRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers reads from what is applied here ({@code FinalRequestProcessor} of the reference). The order of the checks, and
 * whether a watch is left behind on refusal, is part of the protocol.
 */
final class ReadHandler implements ReadRequest.Visitor {
    private static final int PING_XID = -2;

    /** What every path begins with, to those who ask for ephemerals; blanks around it do not count. */
    private static final Set<String> EVERYTHING = Set.of("", "/");

    /** No client takes a longer answer: sixteen times what it accepts unless told otherwise. */
    private static final int MULTI_READ_BYTES_MAX = 16 << 20;

    private final ServerStats stats;
    private final DataTree tree;
    private final WatchTable watches;
    private final AccessControl access;
    private final ReplyWriter replies;
    private final CatchUp catchUp;
    private ClientConnection connection;
    private int xid;

    ReadHandler(
            ServerStats stats,
            DataTree tree,
            WatchTable watches,
            AccessControl access,
            ReplyWriter replies,
            ClientConnection nobody) {
        this.stats = stats;
        this.tree = tree;
        this.watches = watches;
        this.access = access;
        this.replies = replies;
        this.catchUp = new CatchUp(tree, watches, replies);
        this.connection = nobody;
    }

    /** Answers one read of a connection. */
    void answer(ClientConnection connection, int xid, ReadRequest request) {
        this.connection = connection;
        this.xid = xid;
        request.accept(this);
    }

    @Override
    public void onExists(ReadRequest.Exists request) {
        if (request.path().indexOf('\0') >= 0) {
            refuse(ErrorCode.BAD_ARGUMENTS);
            return;
        }
        Znode node = tree.find(request.path());
        if (node != null && !mayRead(node)) {
            refuse(ErrorCode.NO_AUTH);
            return;
        }
        if (request.watch()) {
            watches.watchData(request.path(), connection.watcher);
        }
        if (node == null) {
            refuse(ErrorCode.NO_NODE);
            return;
        }
        tree.writeStat(node, begin());
        stats.onRead(request.path(), 0);
        replies.send(connection);
    }

    @Override
    public void onGetData(ReadRequest.GetData request) {
        Znode node = readable(request.path());
        if (node == null) {
            return;
        }
        if (request.watch()) {
            watches.watchData(request.path(), connection.watcher);
        }
        JuteWriter out = begin().writeBuffer(node.data());
        tree.writeStat(node, out);
        stats.onRead(request.path(), node.dataLength());
        replies.send(connection);
    }

    @Override
    public void onGetChildren(ReadRequest.GetChildren request) {
        Znode node = readable(request.path());
        if (node == null) {
            return;
        }
        if (request.watch()) {
            watches.watchChildren(request.path(), connection.watcher);
        }
        JuteWriter out = begin();
        writeChildren(node, request.path(), out);
        if (request.withStat()) {
            tree.writeStat(node, out);
        }
        replies.send(connection);
    }

    @Override
    public void onGetAcl(ReadRequest.GetAcl request) {
        Znode node = tree.find(request.path());
        if (node == null) {
            refuse(ErrorCode.NO_NODE);
            return;
        }
        if (!access.allows(node.acl(), Acl.READ | Acl.ADMIN, connection.ids)) {
            refuse(ErrorCode.NO_AUTH);
            return;
        }
        boolean admin = access.allows(node.acl(), Acl.ADMIN, connection.ids);
        JuteWriter out = begin();
        Acl.writeList(out, admin ? node.acl() : access.masked(node.acl()));
        tree.writeStat(node, out);
        replies.send(connection);
    }

    @Override
    public void onGetAllChildrenNumber(ReadRequest.GetAllChildrenNumber request) {
        Znode node = readable(request.path());
        if (node == null) {
            return;
        }
        begin().writeInt(tree.countDescendants(node));
        replies.send(connection);
    }

    @Override
    public void onGetEphemerals(ReadRequest.GetEphemerals request) {
        List<String> paths = new ArrayList<>(tree.ephemeralsOf(connection.sessionId));
        if (!EVERYTHING.contains(request.prefix().trim())) {
            paths.removeIf(path -> !path.startsWith(request.prefix()));
        }
        begin().writeStrings(paths);
        replies.send(connection);
    }

    @Override
    public void onMultiRead(ReadRequest.MultiRead request) {
        JuteWriter out = begin();
        for (ReadRequest part : request.parts()) {
            if (out.length() > MULTI_READ_BYTES_MAX) {
                replies.sendError(connection, xid, tree.lastZxid(), ErrorCode.BAD_ARGUMENTS.code());
                return;
            }
            if (part instanceof ReadRequest.GetData getData) {
                writeDataPart(out, getData.path());
            } else if (part instanceof ReadRequest.GetChildren getChildren) {
                writeChildrenPart(out, getChildren.path());
            }
        }
        ReplyWriter.writePartsEnd(out);
        replies.send(connection);
    }

    @Override
    public void onSync(ReadRequest.Sync request) {
        begin().writeString(request.path());
        replies.send(connection);
    }

    @Override
    public void onPing(ReadRequest.Ping request) {
        // Whatever number the client gave it.
        replies.begin(PING_XID, tree.lastZxid());
        replies.send(connection);
    }

    @Override
    public void onSetWatches(ReadRequest.SetWatches request) {
        catchUp.restore(connection, request);
        begin();
        replies.send(connection);
    }

    @Override
    public void onAddWatch(ReadRequest.AddWatch request) {
        watches.watchPersistently(request.path(), connection.watcher, request.mode() == 1);
        begin().writeInt(ErrorCode.OK.code());
        replies.send(connection);
    }

    @Override
    public void onCheckWatches(ReadRequest.CheckWatches request) {
        boolean there = watches.contains(request.path(), connection.watcher, WatchKind.of(request.type()));
        answerPlainly(there ? ErrorCode.OK : ErrorCode.NO_WATCHER);
    }

    @Override
    public void onRemoveWatches(ReadRequest.RemoveWatches request) {
        WatchKind kind = WatchKind.of(request.type());
        boolean there = watches.contains(request.path(), connection.watcher, kind);
        watches.remove(request.path(), connection.watcher, kind);
        answerPlainly(there ? ErrorCode.OK : ErrorCode.NO_WATCHER);
    }

    @Override
    public void onWhoAmI(ReadRequest.WhoAmI request) {
        JuteWriter out = begin().writeInt(connection.ids.size());
        for (AuthId id : connection.ids) {
            out.writeString(id.scheme()).writeString(access.userOf(id));
        }
        replies.send(connection);
    }

    @Override
    public void onRefused(ReadRequest.Refused request) {
        long zxid = request.error() == ErrorCode.UNIMPLEMENTED ? -1 : tree.lastZxid();
        replies.sendError(connection, xid, zxid, request.error().code());
    }

    private void writeDataPart(JuteWriter out, String path) {
        Znode node = tree.find(path);
        ErrorCode refusal = checkReadable(node);
        if (node == null || refusal != ErrorCode.OK) {
            ReplyWriter.writeRefusedPart(out, refusal.code());
            return;
        }
        ReplyWriter.writePartHeader(out, OpCode.GET_DATA.code(), false, 0);
        out.writeBuffer(node.data());
        tree.writeStat(node, out);
        stats.onRead(path, node.dataLength());
    }

    private void writeChildrenPart(JuteWriter out, String path) {
        Znode node = tree.find(path);
        ErrorCode refusal = checkReadable(node);
        if (node == null || refusal != ErrorCode.OK) {
            ReplyWriter.writeRefusedPart(out, refusal.code());
            return;
        }
        ReplyWriter.writePartHeader(out, OpCode.GET_CHILDREN.code(), false, 0);
        writeChildren(node, path, out);
    }

    /** Counted are the names alone, without their lengths and number. */
    private void writeChildren(Znode node, String path, JuteWriter out) {
        int from = out.length();
        tree.writeChildren(node, out);
        stats.onRead(path, out.length() - from - Integer.BYTES * (1L + node.childCount()));
    }

    /** The znode if it is there and may be read; otherwise null, and the request has been refused. */
    private @Nullable Znode readable(String path) {
        Znode node = tree.find(path);
        ErrorCode refusal = checkReadable(node);
        if (refusal != ErrorCode.OK) {
            refuse(refusal);
            return null;
        }
        return node;
    }

    private ErrorCode checkReadable(@Nullable Znode node) {
        if (node == null) {
            return ErrorCode.NO_NODE;
        }
        return mayRead(node) ? ErrorCode.OK : ErrorCode.NO_AUTH;
    }

    private boolean mayRead(Znode node) {
        return access.allows(node.acl(), Acl.READ, connection.ids);
    }

    private JuteWriter begin() {
        return replies.begin(xid, tree.lastZxid());
    }

    private void refuse(ErrorCode error) {
        answerPlainly(error);
    }

    /** An answer that is nothing but its error code, which may be OK. */
    private void answerPlainly(ErrorCode error) {
        replies.sendError(connection, xid, tree.lastZxid(), error.code());
    }
}
