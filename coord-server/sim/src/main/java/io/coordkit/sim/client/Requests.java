package io.coordkit.sim.client;

import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.OpCode;
import io.coordkit.sim.engine.Draws;
import io.coordkit.sim.plan.MemberChange;
import java.util.Collection;
import java.util.List;

/** Requests as bytes, made as a client library makes them and not by the server's own code for records. */
public final class Requests {
    /** What the request that restores watches is known by. */
    public static final int SET_WATCHES_XID = -8;

    /** What a proof of identity is known by; its answer says nothing about the state. */
    public static final int AUTH_XID = -4;

    private static final int CONTAINER_FLAGS = 4;
    private static final int MULTI_PARTS_MAX = 4;
    private static final List<String> MULTI_PATHS = List.of("/a", "/a/x", "/a/x/p", "/b", "/b/z", "/e");

    private Requests() {}

    static byte[] connect(long lastZxid, int timeoutMs, long session, byte[] password) {
        return new JuteWriter(64)
                .writeInt(0)
                .writeLong(lastZxid)
                .writeInt(timeoutMs)
                .writeLong(session)
                .writeBuffer(password)
                .writeBoolean(false)
                .toByteArray();
    }

    /** The beginning of a request. */
    public static JuteWriter header(int xid, OpCode op) {
        return new JuteWriter(64).writeInt(xid).writeInt(op.code());
    }

    /** @param flags those of the protocol; 4 asks for a container, by its own operation */
    static OpCode createOp(int flags, int xid) {
        if (flags == CONTAINER_FLAGS) {
            return OpCode.CREATE_CONTAINER;
        }
        return xid % 2 == 0 ? OpCode.CREATE : OpCode.CREATE2;
    }

    static void writeCreate(JuteWriter out, String path, byte[] data, int flags) {
        writeCreate(out, path, data, Acl.OPEN, flags);
    }

    /** The body of a create. */
    public static void writeCreate(JuteWriter out, String path, byte[] data, List<Acl> acl, int flags) {
        out.writeString(path).writeBuffer(data);
        Acl.writeList(out, acl);
        out.writeInt(flags);
    }

    static byte[] path(int xid, OpCode op, String path) {
        return header(xid, op).writeString(path).toByteArray();
    }

    static byte[] read(int xid, OpCode op, String path, boolean watch) {
        return header(xid, op).writeString(path).writeBoolean(watch).toByteArray();
    }

    static byte[] reconfig(int xid, MemberChange change, boolean all) {
        String joining = String.join(",", change.joining());
        return header(xid, OpCode.RECONFIG)
                .writeString(all ? null : joining)
                .writeString(all ? null : String.join(",", change.leaving()))
                .writeString(all ? joining : null)
                .writeLong(-1)
                .toByteArray();
    }

    /** The watches of a client that has come back: each list is the paths of one kind, in the order of the protocol. */
    public static byte[] setWatches(long lastZxid, List<? extends Collection<String>> kinds) {
        JuteWriter out = header(SET_WATCHES_XID, OpCode.SET_WATCHES2).writeLong(lastZxid);
        kinds.forEach(paths -> out.writeStrings(List.copyOf(paths)));
        return out.toByteArray();
    }

    /** Some writes as one; {@code key} decides which. */
    static byte[] multi(int xid, long key, byte[] data) {
        JuteWriter out = header(xid, OpCode.MULTI);
        long parts = 1 + Long.remainderUnsigned(Draws.mix(key, 0), MULTI_PARTS_MAX);
        for (long i = 1; i <= parts; i++) {
            long chance = Draws.mix(key, i);
            String path = MULTI_PATHS.get((int) Long.remainderUnsigned(chance >>> 8, MULTI_PATHS.size()));
            switch ((int) (chance & 3)) {
                case 0 -> {
                    int flags = (int) (chance >>> 4 & 3);
                    partHeader(out, (chance >>> 6 & 1) == 0 ? OpCode.CREATE : OpCode.CREATE2);
                    writeCreate(out, path, data, flags);
                }
                case 1 -> {
                    partHeader(out, OpCode.DELETE);
                    out.writeString(path).writeInt(-1);
                }
                case 2 -> {
                    partHeader(out, OpCode.SET_DATA);
                    out.writeString(path).writeBuffer(data).writeInt(-1);
                }
                default -> {
                    partHeader(out, OpCode.CHECK);
                    out.writeString(path).writeInt((chance >>> 4 & 1) == 0 ? -1 : 0);
                }
            }
        }
        endOfParts(out);
        return out.toByteArray();
    }

    /** What follows the last part of a multi. */
    public static void endOfParts(JuteWriter out) {
        out.writeInt(-1).writeBoolean(true).writeInt(-1);
    }

    /** What precedes each part of a multi. */
    public static void partHeader(JuteWriter out, OpCode op) {
        out.writeInt(op.code()).writeBoolean(false).writeInt(-1);
    }
}
