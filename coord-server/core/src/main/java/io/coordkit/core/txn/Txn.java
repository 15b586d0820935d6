package io.coordkit.core.txn;

import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.OpCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fact that happened, to be applied the same way by everybody, once or again: it carries resulting versions and names, never
 * intentions. The records and their bytes are those of the reference ({@code org.apache.zookeeper.txn}).
 */
public sealed interface Txn {
    /** The number in the header that tells the kind. */
    OpCode op();

    /** Calls the visitor's method for this kind and returns what it returns. */
    <R> R accept(Visitor<R> visitor);

    /** One method per kind of transaction. */
    interface Visitor<R> {
        R onCreate(Create txn);

        R onDelete(Delete txn);

        R onSetData(SetData txn);

        R onSetAcl(SetAcl txn);

        R onCheck(Check txn);

        R onMulti(Multi txn);

        R onCreateSession(CreateSession txn);

        R onCloseSession(CloseSession txn);

        R onError(Failed txn);
    }

    /**
     * A znode appeared.
     *
     * @param op CREATE, CREATE2, CREATE_CONTAINER or CREATE_TTL
     * @param parentCversion creations under the parent including this one; −1 in very old logs: one more than before
     * @param ttlMs with CREATE_TTL only
     */
    record Create(
            OpCode op,
            String path,
            byte @Nullable [] data,
            List<Acl> acl,
            boolean ephemeral,
            int parentCversion,
            long ttlMs)
            implements Txn {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onCreate(this);
        }
    }

    /** A znode went. The op is DELETE or DELETE_CONTAINER. */
    record Delete(OpCode op, String path) implements Txn {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onDelete(this);
        }
    }

    /** Data changed; {@code version} is the new one. The op is SET_DATA or RECONFIG. */
    record SetData(OpCode op, String path, byte @Nullable [] data, int version) implements Txn {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onSetData(this);
        }
    }

    /** The access control list changed; {@code version} is the new one. */
    record SetAcl(String path, List<Acl> acl, int version) implements Txn {
        @Override
        public OpCode op() {
            return OpCode.SET_ACL;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onSetAcl(this);
        }
    }

    /** A version was as demanded; changes nothing. Only inside a {@link Multi}. */
    record Check(String path, int version) implements Txn {
        @Override
        public OpCode op() {
            return OpCode.CHECK;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onCheck(this);
        }
    }

    /** Several facts at one zxid. If one of them is a {@link Failed}, none of them happened. */
    record Multi(List<Txn> parts) implements Txn {
        /** Whether one of the parts was refused, and so all of them. */
        public boolean isRefused() {
            for (Txn part : parts) {
                if (part instanceof Failed) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public OpCode op() {
            return OpCode.MULTI;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onMulti(this);
        }
    }

    /** A session exists; its id is the header's client id. */
    record CreateSession(int timeoutMs) implements Txn {
        @Override
        public OpCode op() {
            return OpCode.CREATE_SESSION;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onCreateSession(this);
        }
    }

    /**
     * A session ended.
     *
     * @param paths its ephemerals when the leader decided; they go, and whatever else the session still owns
     * @param listed whether the list was written: logs of releases before 3.6 have an empty body
     */
    record CloseSession(List<String> paths, boolean listed) implements Txn {
        @Override
        public OpCode op() {
            return OpCode.CLOSE_SESSION;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onCloseSession(this);
        }
    }

    /**
     * A request was refused; it took a zxid and changed nothing.
     *
     * @param code the number of the {@link ErrorCode}, kept as a number because logs of newer releases may know more
     */
    record Failed(int code) implements Txn {
        /** The refusal with this reason. */
        public static Failed of(ErrorCode error) {
            return new Failed(error.code());
        }

        @Override
        public OpCode op() {
            return OpCode.ERROR;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onError(this);
        }
    }
}
