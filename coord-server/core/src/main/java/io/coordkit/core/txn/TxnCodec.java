package io.coordkit.core.txn;

import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.OpCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Transactions to bytes and back, as they stand in the log and in proposals: header, record by type, digest
 * ({@code SerializeUtils} of the reference). Stateless.
 */
public final class TxnCodec {
    /** Version of the digest algorithm, as the reference numbers it. */
    public static final int DIGEST_VERSION = 2;

    private TxnCodec() {}

    /** Writes header and record; the caller adds the digest. */
    public static void write(JuteWriter out, TxnHeader header, Txn txn) {
        out.writeLong(header.clientId()).writeInt(header.cxid()).writeLong(header.zxid());
        out.writeLong(header.timeMs()).writeInt(txn.op().code());
        txn.accept(new RecordWriter(out));
    }

    /** Writes the digest that may follow a record. */
    public static void writeDigest(JuteWriter out, long digest) {
        out.writeInt(DIGEST_VERSION).writeLong(digest);
    }

    /** Reads all that was written. Trailing bytes beyond a digest are ignored, as they are by the reference. */
    public static LoggedTxn read(JuteReader in) throws MalformedRecordException {
        TxnHeader header = new TxnHeader(in.readLong(), in.readInt(), in.readLong(), in.readLong());
        Txn txn = readRecord(in.readInt(), in);
        if (in.remaining() < 12 || in.readInt() != DIGEST_VERSION) {
            return new LoggedTxn(header, txn, false, 0);
        }
        return new LoggedTxn(header, txn, true, in.readLong());
    }

    private static Txn readRecord(int code, JuteReader in) throws MalformedRecordException {
        OpCode op = OpCode.of(code);
        return switch (op) {
            case CREATE, CREATE2 -> readCreate(op, in);
            case CREATE_CONTAINER, CREATE_TTL -> readExtendedCreate(op, in);
            case DELETE, DELETE_CONTAINER -> new Txn.Delete(op, in.readString());
            case SET_DATA, RECONFIG -> new Txn.SetData(op, in.readString(), in.readBuffer(), in.readInt());
            case SET_ACL -> new Txn.SetAcl(in.readString(), Acl.readList(in), in.readInt());
            case CHECK -> new Txn.Check(in.readString(), in.readInt());
            case CREATE_SESSION -> new Txn.CreateSession(in.readInt());
            case CLOSE_SESSION -> readCloseSession(in);
            case ERROR -> new Txn.Failed(in.readInt());
            case MULTI -> readMulti(in);
            default -> throw new MalformedRecordException("transaction type " + code);
        };
    }

    /** The list is missing in old logs; what is left then is nothing, or a digest, which cannot be mistaken for a list. */
    private static Txn readCloseSession(JuteReader in) throws MalformedRecordException {
        boolean listed = in.remaining() > 0 && !(in.remaining() == 12 && in.peekInt() == DIGEST_VERSION);
        return listed ? new Txn.CloseSession(in.readStrings(), true) : new Txn.CloseSession(List.of(), false);
    }

    private static Txn readCreate(OpCode op, JuteReader in) throws MalformedRecordException {
        String path = in.readString();
        byte[] data = in.readBuffer();
        List<Acl> acl = Acl.readList(in);
        boolean ephemeral = in.readBoolean();
        // Logs of releases before 3.4 end here.
        int parentCversion = in.remaining() < 4 ? -1 : in.readInt();
        return new Txn.Create(op, path, data, acl, ephemeral, parentCversion, 0);
    }

    private static Txn readExtendedCreate(OpCode op, JuteReader in) throws MalformedRecordException {
        String path = in.readString();
        byte[] data = in.readBuffer();
        List<Acl> acl = Acl.readList(in);
        int parentCversion = in.readInt();
        long ttlMs = op == OpCode.CREATE_TTL ? in.readLong() : 0;
        return new Txn.Create(op, path, data, acl, false, parentCversion, ttlMs);
    }

    private static Txn readMulti(JuteReader in) throws MalformedRecordException {
        int count = in.readCount();
        List<Txn> parts = new ArrayList<>(Math.max(0, Math.min(count, in.remaining() / 8)));
        for (int i = 0; i < count; i++) {
            int code = in.readInt();
            byte[] record = in.readBuffer();
            if (record == null || code == OpCode.MULTI.code()) {
                throw new MalformedRecordException("multi part of type " + code);
            }
            parts.add(readRecord(code, new JuteReader(record)));
        }
        return new Txn.Multi(parts);
    }

    /** The record of each kind, without its type. */
    private record RecordWriter(JuteWriter out) implements Txn.Visitor<JuteWriter> {
        @Override
        public JuteWriter onCreate(Txn.Create txn) {
            out.writeString(txn.path()).writeBuffer(txn.data());
            Acl.writeList(out, txn.acl());
            if (txn.op() == OpCode.CREATE || txn.op() == OpCode.CREATE2) {
                out.writeBoolean(txn.ephemeral());
            }
            out.writeInt(txn.parentCversion());
            if (txn.op() == OpCode.CREATE_TTL) {
                out.writeLong(txn.ttlMs());
            }
            return out;
        }

        @Override
        public JuteWriter onDelete(Txn.Delete txn) {
            out.writeString(txn.path());
            return out;
        }

        @Override
        public JuteWriter onSetData(Txn.SetData txn) {
            out.writeString(txn.path()).writeBuffer(txn.data()).writeInt(txn.version());
            return out;
        }

        @Override
        public JuteWriter onSetAcl(Txn.SetAcl txn) {
            out.writeString(txn.path());
            Acl.writeList(out, txn.acl());
            out.writeInt(txn.version());
            return out;
        }

        @Override
        public JuteWriter onCheck(Txn.Check txn) {
            out.writeString(txn.path()).writeInt(txn.version());
            return out;
        }

        @Override
        public JuteWriter onMulti(Txn.Multi txn) {
            out.writeInt(txn.parts().size());
            for (Txn part : txn.parts()) {
                out.writeInt(part.op().code());
                int lengthAt = out.length();
                out.writeInt(0);
                part.accept(this);
                out.setInt(lengthAt, out.length() - lengthAt - 4);
            }
            return out;
        }

        @Override
        public JuteWriter onCreateSession(Txn.CreateSession txn) {
            out.writeInt(txn.timeoutMs());
            return out;
        }

        @Override
        public JuteWriter onCloseSession(Txn.CloseSession txn) {
            if (txn.listed()) {
                out.writeStrings(txn.paths());
            }
            return out;
        }

        @Override
        public JuteWriter onError(Txn.Failed txn) {
            out.writeInt(txn.code());
            return out;
        }
    }
}
