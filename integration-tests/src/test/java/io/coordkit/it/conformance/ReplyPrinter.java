package io.coordkit.it.conformance;

import io.coordkit.it.raw.JuteIn;
import io.coordkit.it.raw.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of a reply's body, in an order that does not depend on the server where the protocol promises none. */
final class ReplyPrinter {

    private static final Map<Integer, String> ERRORS = Map.ofEntries(
            Map.entry(0, "OK"),
            Map.entry(-1, "SYSTEMERROR"),
            Map.entry(-2, "RUNTIMEINCONSISTENCY"),
            Map.entry(-5, "MARSHALLINGERROR"),
            Map.entry(-6, "UNIMPLEMENTED"),
            Map.entry(-8, "BADARGUMENTS"),
            Map.entry(-101, "NONODE"),
            Map.entry(-102, "NOAUTH"),
            Map.entry(-103, "BADVERSION"),
            Map.entry(-108, "NOCHILDRENFOREPHEMERALS"),
            Map.entry(-110, "NODEEXISTS"),
            Map.entry(-111, "NOTEMPTY"),
            Map.entry(-112, "SESSIONEXPIRED"),
            Map.entry(-114, "INVALIDACL"),
            Map.entry(-115, "AUTHFAILED"),
            Map.entry(-121, "NOWATCHER"),
            Map.entry(-123, "RECONFIGDISABLED"),
            Map.entry(-125, "QUOTAEXCEEDED"));

    private static final Map<Integer, String> EVENTS = Map.of(
            1, "NodeCreated",
            2, "NodeDeleted",
            3, "NodeDataChanged",
            4, "NodeChildrenChanged");

    private final Symbols symbols;

    ReplyPrinter(Symbols symbols) {
        this.symbols = symbols;
    }

    static String error(int code) {
        return ERRORS.getOrDefault(code, "error " + code);
    }

    String event(JuteIn in) {
        int type = in.getInt();
        int state = in.getInt();
        String name = EVENTS.getOrDefault(type, "event " + type);
        return name + " " + symbols.path(in.getString()) + (state == 3 ? "" : " state=" + state) + rest(in);
    }

    /** The body of the reply to a request of {@code type}; what is left over is counted. No client reads it after an error. */
    String body(int type, int err, JuteIn in) {
        if (err != 0) {
            return "";
        }
        String text = in.remaining() == 0 ? "" : known(type, in);
        return (text.isEmpty() ? "" : " " + text) + rest(in);
    }

    private static String rest(JuteIn in) {
        return in.remaining() == 0 ? "" : " +" + in.remaining() + " bytes";
    }

    private String known(int type, JuteIn in) {
        return switch (type) {
            case Op.CREATE, Op.SYNC -> symbols.path(in.getString());
            case Op.CREATE2, Op.CREATE_CONTAINER, Op.CREATE_TTL ->
                symbols.path(in.getString()) + " " + symbols.stat(in);
            case Op.EXISTS, Op.SET_DATA, Op.SET_ACL -> symbols.stat(in);
            case Op.GET_DATA -> Symbols.data(in.getBuffer()) + " " + symbols.stat(in);
            case Op.GET_ACL -> acls(in) + " " + symbols.stat(in);
            case Op.GET_CHILDREN -> names(in);
            case Op.GET_CHILDREN2 -> names(in) + " " + symbols.stat(in);
            case Op.GET_EPHEMERALS -> paths(in);
            case Op.GET_ALL_CHILDREN_NUMBER -> Integer.toString(in.getInt());
            case Op.WHO_AM_I -> identities(in);
            case Op.ADD_WATCH -> error(in.getInt());
            case Op.MULTI, Op.MULTI_READ -> multi(in);
            default -> "";
        };
    }

    /** In the order of the reply: ZooKeeper promises none, and has one. */
    private static String names(JuteIn in) {
        return in.getVector(in::getString).toString();
    }

    /** Sorted, since ZooKeeper's order comes from whole paths, and those are not the same on both sides. */
    private String paths(JuteIn in) {
        return in.getVector(in::getString).stream()
                .map(symbols::path)
                .sorted()
                .toList()
                .toString();
    }

    private static String identities(JuteIn in) {
        return in.getVector(() -> in.getString() + ":" + in.getString()).stream()
                .sorted()
                .toList()
                .toString();
    }

    private static String acls(JuteIn in) {
        return in.getVector(() -> in.getInt() + ":" + in.getString() + ":" + in.getString()).stream()
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private String multi(JuteIn in) {
        List<String> entries = new ArrayList<>();
        while (true) {
            int type = in.getInt();
            boolean done = in.getBoolean();
            int err = in.getInt();
            if (done) {
                return entries + (type == -1 && err == -1 ? "" : " ends with type " + type + " err " + err);
            }
            entries.add(
                    type == Op.ERROR
                            ? refusal(err, in.getInt())
                            : (type + " " + error(err) + " " + known(type, in)).strip());
        }
    }

    private static String refusal(int headerError, int bodyError) {
        return headerError == bodyError ? error(headerError) : error(headerError) + "/" + error(bodyError);
    }
}
