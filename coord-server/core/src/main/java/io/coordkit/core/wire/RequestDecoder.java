package io.coordkit.core.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * The body of a request frame to a {@link ClientRequest}. Total: whatever does not parse becomes a
 * {@link ReadRequest.Refused}, so that the answer keeps its place in the connection's order. Stateless.
 */
public final class RequestDecoder {
    /** No type: types are ints. */
    private static final long END = Long.MIN_VALUE;

    private RequestDecoder() {}

    /**
     * Decodes what follows the xid and the type of a request header.
     *
     * @param code the type in the header
     * @param in at the first byte of the body
     */
    public static ClientRequest decode(int code, JuteReader in) {
        OpCode op = OpCode.of(code);
        try {
            return decode(op, in);
        } catch (MalformedRecordException e) {
            return op == OpCode.MULTI ? WriteRequest.Multi.MALFORMED : refused(op, ErrorCode.MARSHALLING_ERROR);
        }
    }

    private static ClientRequest decode(OpCode op, JuteReader in) throws MalformedRecordException {
        return switch (op) {
            case CREATE, CREATE2, CREATE_CONTAINER, CREATE_TTL, DELETE, SET_DATA, SET_ACL -> write(op, in);
            case MULTI -> multi(in);
            case RECONFIG ->
                new WriteRequest.Reconfig(
                        in.readNullableString(), in.readNullableString(), in.readNullableString(), in.readLong());
            case CLOSE_SESSION -> WriteRequest.CloseSession.INSTANCE;
            case EXISTS -> new ReadRequest.Exists(in.readString(), in.readBoolean());
            case GET_DATA, GET_CHILDREN, GET_CHILDREN2 -> read(op, in);
            case GET_ACL -> new ReadRequest.GetAcl(in.readString());
            case GET_ALL_CHILDREN_NUMBER -> new ReadRequest.GetAllChildrenNumber(in.readString());
            case GET_EPHEMERALS -> getEphemerals(in);
            case MULTI_READ -> multiRead(in);
            case SYNC -> new ReadRequest.Sync(in.readString());
            case PING -> ReadRequest.Ping.INSTANCE;
            case SET_WATCHES -> setWatches(in, false);
            case SET_WATCHES2 -> setWatches(in, true);
            case ADD_WATCH -> addWatch(in);
            case CHECK_WATCHES -> new ReadRequest.CheckWatches(in.readString(), watchType(in.readInt()));
            case REMOVE_WATCHES -> new ReadRequest.RemoveWatches(in.readString(), watchType(in.readInt()));
            case WHO_AM_I -> new ReadRequest.WhoAmI();
            case AUTH -> auth(in);
            case SASL -> sasl(in);
            // A lone check and the server's own operations are nothing a client may ask.
            case CHECK, DELETE_CONTAINER, CREATE_SESSION, NOTIFICATION, ERROR, UNKNOWN ->
                refused(op, ErrorCode.UNIMPLEMENTED);
        };
    }

    private static ReadRequest.Refused refused(OpCode op, ErrorCode error) {
        return new ReadRequest.Refused(op, error);
    }

    private static WriteRequest write(OpCode op, JuteReader in) throws MalformedRecordException {
        return switch (op) {
            case CREATE, CREATE2, CREATE_CONTAINER ->
                new WriteRequest.Create(op, in.readString(), in.readBuffer(), Acl.readList(in), in.readInt(), -1);
            case CREATE_TTL ->
                new WriteRequest.Create(
                        op, in.readString(), in.readBuffer(), Acl.readList(in), in.readInt(), in.readLong());
            case DELETE -> new WriteRequest.Delete(in.readString(), in.readInt());
            case SET_DATA -> new WriteRequest.SetData(in.readString(), in.readBuffer(), in.readInt());
            case SET_ACL -> new WriteRequest.SetAcl(in.readString(), Acl.readList(in), in.readInt());
            case CHECK -> new WriteRequest.Check(in.readString(), in.readInt());
            default -> throw new MalformedRecordException("operation " + op.code() + " inside a multi");
        };
    }

    private static ReadRequest read(OpCode op, JuteReader in) throws MalformedRecordException {
        return switch (op) {
            case GET_DATA -> new ReadRequest.GetData(in.readString(), in.readBoolean());
            case GET_CHILDREN -> new ReadRequest.GetChildren(in.readString(), in.readBoolean(), false);
            case GET_CHILDREN2 -> new ReadRequest.GetChildren(in.readString(), in.readBoolean(), true);
            default -> throw new MalformedRecordException("operation " + op.code() + " inside a multiRead");
        };
    }

    private static WriteRequest.Multi multi(JuteReader in) throws MalformedRecordException {
        List<WriteRequest> parts = new ArrayList<>();
        for (long code = nextPart(in); code != END; code = nextPart(in)) {
            if (code == OpCode.SET_ACL.code()) {
                // The reference does not know it here, and could not read a log that has it.
                throw new MalformedRecordException("setACL inside a multi");
            }
            WriteRequest part = write(OpCode.of((int) code), in);
            parts.add(part instanceof WriteRequest.Create create ? createPart(create) : part);
        }
        return new WriteRequest.Multi(parts, true);
    }

    /**
     * Inside a multi the reference derives the operation from the flags while it parses ({@code Op.Create}), so a mode that does
     * not go with its operation ends differently than outside.
     */
    private static WriteRequest createPart(WriteRequest.Create create) throws MalformedRecordException {
        boolean valid = CreateMode.isValid(create.flags());
        boolean ttlMode = valid && CreateMode.of(create.flags()).hasTtl();
        if (create.op() != OpCode.CREATE_TTL && (!valid || ttlMode)) {
            throw new MalformedRecordException("create flags " + create.flags());
        }
        if (valid && CreateMode.of(create.flags()) == CreateMode.CONTAINER) {
            return create.as(OpCode.CREATE_CONTAINER);
        }
        return create.op() == OpCode.CREATE_TTL && !ttlMode ? create.as(OpCode.CREATE) : create;
    }

    private static ReadRequest.MultiRead multiRead(JuteReader in) throws MalformedRecordException {
        List<ReadRequest> parts = new ArrayList<>();
        for (long code = nextPart(in); code != END; code = nextPart(in)) {
            OpCode op = OpCode.of((int) code);
            if (op == OpCode.GET_CHILDREN2) {
                throw new MalformedRecordException("getChildren2 inside a multiRead");
            }
            parts.add(read(op, in));
        }
        return new ReadRequest.MultiRead(parts);
    }

    /** Reads one {@code MultiHeader}; returns its type, or {@link #END} if it is the closing one. */
    private static long nextPart(JuteReader in) throws MalformedRecordException {
        int type = in.readInt();
        boolean done = in.readBoolean();
        in.readInt(); // the error field means nothing in a request
        return done ? END : type;
    }

    private static ReadRequest getEphemerals(JuteReader in) throws MalformedRecordException {
        String prefix = in.readNullableString();
        return new ReadRequest.GetEphemerals(prefix == null ? "" : prefix);
    }

    private static ReadRequest setWatches(JuteReader in, boolean extended) throws MalformedRecordException {
        long relativeZxid = in.readLong();
        List<String> data = in.readStrings();
        List<String> exist = in.readStrings();
        List<String> child = in.readStrings();
        List<String> persistent = extended ? in.readStrings() : List.of();
        List<String> recursive = extended ? in.readStrings() : List.of();
        return new ReadRequest.SetWatches(relativeZxid, data, exist, child, persistent, recursive, extended);
    }

    private static ReadRequest addWatch(JuteReader in) throws MalformedRecordException {
        String path = in.readString();
        int mode = in.readInt();
        if (mode != 0 && mode != 1) {
            throw new MalformedRecordException("watch mode " + mode);
        }
        return new ReadRequest.AddWatch(path, mode);
    }

    private static int watchType(int type) throws MalformedRecordException {
        if (type < 1 || type > 5) {
            throw new MalformedRecordException("watcher type " + type);
        }
        return type;
    }

    /** A scheme that is null is none that anybody knows. */
    private static AuthRequest auth(JuteReader in) throws MalformedRecordException {
        in.readInt(); // a type that has always been 0
        String scheme = in.readNullableString();
        return new AuthRequest(scheme == null ? "" : scheme, in.readBuffer());
    }

    private static SaslRequest sasl(JuteReader in) throws MalformedRecordException {
        byte[] token = in.readBuffer();
        if (token == null) {
            throw new MalformedRecordException("no token");
        }
        return new SaslRequest(token);
    }
}
