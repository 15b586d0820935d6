package io.coordkit.core.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that becomes a transaction, or takes a zxid as a refusal. Nothing in it has been checked yet. */
public sealed interface WriteRequest extends ClientRequest {
    /** Calls the visitor's method for this kind and returns what it returns. */
    <R> R accept(Visitor<R> visitor);

    /** One method per kind of write. */
    interface Visitor<R> {
        R onCreate(Create request);

        R onDelete(Delete request);

        R onDeleteContainer(DeleteContainer request);

        R onSetData(SetData request);

        R onSetAcl(SetAcl request);

        R onCheck(Check request);

        R onMulti(Multi request);

        R onReconfig(Reconfig request);

        R onCreateSession(CreateSession request);

        R onCloseSession(CloseSession request);
    }

    /**
     * create, create2, createContainer and createTTL. The operation decides whether a container or a TTL znode is made; the
     * flags decide the rest.
     *
     * @param flags a {@link CreateMode}, possibly not a valid one
     * @param ttlMs only with createTTL, else −1
     */
    record Create(OpCode op, String path, byte @Nullable [] data, List<Acl> acl, int flags, long ttlMs)
            implements WriteRequest {
        /** The same under another operation. */
        Create as(OpCode other) {
            return new Create(other, path, data, acl, flags, ttlMs);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onCreate(this);
        }
    }

    /** Removes a znode without children. */
    record Delete(String path, int version) implements WriteRequest {
        @Override
        public OpCode op() {
            return OpCode.DELETE;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onDelete(this);
        }
    }

    /**
     * Removes an empty container or an expired TTL znode; made by the server for itself, never accepted from a client.
     *
     * @param mzxid of the znode when it was judged; one made or changed since then must stay
     */
    record DeleteContainer(String path, long mzxid) implements WriteRequest {
        @Override
        public OpCode op() {
            return OpCode.DELETE_CONTAINER;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onDeleteContainer(this);
        }
    }

    /** Replaces the data. */
    record SetData(String path, byte @Nullable [] data, int version) implements WriteRequest {
        @Override
        public OpCode op() {
            return OpCode.SET_DATA;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onSetData(this);
        }
    }

    /** Replaces the access control list. */
    record SetAcl(String path, List<Acl> acl, int version) implements WriteRequest {
        @Override
        public OpCode op() {
            return OpCode.SET_ACL;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onSetAcl(this);
        }
    }

    /** Demands a version; only inside a multi. */
    record Check(String path, int version) implements WriteRequest {
        @Override
        public OpCode op() {
            return OpCode.CHECK;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onCheck(this);
        }
    }

    /**
     * Several writes, all or none.
     *
     * @param parts in order
     * @param wellFormed false when the body did not parse; such a multi is refused as a whole and still takes a zxid
     */
    record Multi(List<WriteRequest> parts, boolean wellFormed) implements WriteRequest {
        /** A multi whose body did not parse. */
        public static final Multi MALFORMED = new Multi(List.of(), false);

        @Override
        public OpCode op() {
            return OpCode.MULTI;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onMulti(this);
        }
    }

    /** Changes the membership of the ensemble. */
    record Reconfig(
            @Nullable String joiningServers,
            @Nullable String leavingServers,
            @Nullable String newMembers,
            long configId)
            implements WriteRequest {
        @Override
        public OpCode op() {
            return OpCode.RECONFIG;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onReconfig(this);
        }
    }

    /** Makes a session known to the ensemble; the server's own, on behalf of a connect request. */
    record CreateSession(int timeoutMs) implements WriteRequest {
        @Override
        public OpCode op() {
            return OpCode.CREATE_SESSION;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onCreateSession(this);
        }
    }

    /** Ends a session and removes its ephemerals; from a client or, on expiry, from the leader. */
    record CloseSession() implements WriteRequest {
        /** All are alike; the session is in the header. */
        public static final CloseSession INSTANCE = new CloseSession();

        @Override
        public OpCode op() {
            return OpCode.CLOSE_SESSION;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onCloseSession(this);
        }
    }
}
