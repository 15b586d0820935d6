package io.coordkit.it.disk;

import io.coordkit.it.raw.JuteIn;
import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.RawSession.Reply;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The whole tree as text, one line per node with everything a client can learn of it, nothing normalised. */
public final class TreeDump {

    private final RawSession session;
    private final List<String> lines = new ArrayList<>();

    private TreeDump(RawSession session) {
        this.session = session;
    }

    static List<String> of(int port) throws IOException {
        RawSession session = RawSession.open(port);
        List<String> lines = of(session);
        session.endSession();
        return lines;
    }

    /** What the server of this session shows. */
    public static List<String> of(RawSession session) throws IOException {
        TreeDump dump = new TreeDump(session);
        dump.walk("/");
        return dump.lines;
    }

    private void walk(String path) throws IOException {
        JuteIn node = ask(Op.GET_DATA, Requests.path(path, false));
        byte[] data = node.getBuffer();
        String content = data == null ? "null" : HexFormat.of().formatHex(data);
        JuteIn acl = ask(Op.GET_ACL, Requests.path(path));
        List<String> entries = acl.getVector(() -> acl.getInt() + ":" + acl.getString() + ":" + acl.getString());
        lines.add(path + " " + content + " " + entries + " " + stat(node));
        JuteIn names = ask(Op.GET_CHILDREN, Requests.path(path, false));
        for (String name : names.getVector(names::getString).stream().sorted().toList()) {
            walk((path.equals("/") ? "" : path) + "/" + name);
        }
    }

    private JuteIn ask(int type, JuteOut body) throws IOException {
        Reply reply = session.call(type, body);
        if (reply.err() != 0) {
            throw new AssertionError("request of type " + type + " refused with " + reply.err());
        }
        return reply.body();
    }

    private static String stat(JuteIn in) {
        return "czxid=%x mzxid=%x ctime=%d mtime=%d version=%d cversion=%d aversion=%d owner=%x length=%d children=%d pzxid=%x"
                .formatted(
                        in.getLong(),
                        in.getLong(),
                        in.getLong(),
                        in.getLong(),
                        in.getInt(),
                        in.getInt(),
                        in.getInt(),
                        in.getLong(),
                        in.getInt(),
                        in.getInt(),
                        in.getLong());
    }
}
