package io.coordkit.core.wire;

import java.util.List;

/**
 * A request that takes no zxid: answered, in the order of its connection, from what is applied here. Paths are looked up as
 * they came; an ill-formed one is merely absent.
 */
public sealed interface ReadRequest extends ClientRequest {
    /** Calls the visitor's method for this kind. */
    void accept(Visitor visitor);

    /** One method per kind of read. */
    interface Visitor {
        void onExists(Exists request);

        void onGetData(GetData request);

        void onGetChildren(GetChildren request);

        void onGetAcl(GetAcl request);

        void onGetAllChildrenNumber(GetAllChildrenNumber request);

        void onGetEphemerals(GetEphemerals request);

        void onMultiRead(MultiRead request);

        void onSync(Sync request);

        void onPing(Ping request);

        void onSetWatches(SetWatches request);

        void onAddWatch(AddWatch request);

        void onCheckWatches(CheckWatches request);

        void onRemoveWatches(RemoveWatches request);

        void onWhoAmI(WhoAmI request);

        void onRefused(Refused request);
    }

    /** Whether a znode is there, and its stat. */
    record Exists(String path, boolean watch) implements ReadRequest {
        @Override
        public OpCode op() {
            return OpCode.EXISTS;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.onExists(this);
        }
    }

    /** Data and stat. */
    record GetData(String path, boolean watch) implements ReadRequest {
        @Override
        public OpCode op() {
            return OpCode.GET_DATA;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.onGetData(this);
        }
    }

    /** Names of the children, with the stat of the parent for getChildren2. */
    record GetChildren(String path, boolean watch, boolean withStat) implements ReadRequest {
        @Override
        public OpCode op() {
            return withStat ? OpCode.GET_CHILDREN2 : OpCode.GET_CHILDREN;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.onGetChildren(this);
        }
    }

    /** The access control list and the stat. */
    record GetAcl(String path) implements ReadRequest {
        @Override
        public OpCode op() {
            return OpCode.GET_ACL;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.onGetAcl(this);
        }
    }

    /** How many descendants a znode has. */
    record GetAllChildrenNumber(String path) implements ReadRequest {
        @Override
        public OpCode op() {
            return OpCode.GET_ALL_CHILDREN_NUMBER;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.onGetAllChildrenNumber(this);
        }
    }

    /** The ephemerals of the asking session whose path starts with a prefix. */
    record GetEphemerals(String prefix) implements ReadRequest {
        @Override
        public OpCode op() {
            return OpCode.GET_EPHEMERALS;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.onGetEphemerals(this);
        }
    }

    /** Several {@link GetData} and {@link GetChildren} at once, each answered on its own. */
    record MultiRead(List<ReadRequest> parts) implements ReadRequest {
        @Override
        public OpCode op() {
            return OpCode.MULTI_READ;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.onMultiRead(this);
        }
    }

    /** Brings the asked server up to date with the leader; echoes the path. */
    record Sync(String path) implements ReadRequest {
        @Override
        public OpCode op() {
            return OpCode.SYNC;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.onSync(this);
        }
    }

    /** Keeps the session alive. */
    record Ping() implements ReadRequest {
        /** All pings are alike. */
        public static final Ping INSTANCE = new Ping();

        @Override
        public OpCode op() {
            return OpCode.PING;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.onPing(this);
        }
    }

    /**
     * Registers the watches of a client that reconnected, and tells what it missed.
     *
     * @param relativeZxid what the client has seen
     * @param extended whether the last two lists were on the wire (setWatches2)
     */
    record SetWatches(
            long relativeZxid,
            List<String> data,
            List<String> exist,
            List<String> child,
            List<String> persistent,
            List<String> persistentRecursive,
            boolean extended)
            implements ReadRequest {
        @Override
        public OpCode op() {
            return extended ? OpCode.SET_WATCHES2 : OpCode.SET_WATCHES;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.onSetWatches(this);
        }
    }

    /** Registers a watch that stays: mode 0 for the znode and its children, mode 1 for the whole subtree. */
    record AddWatch(String path, int mode) implements ReadRequest {
        @Override
        public OpCode op() {
            return OpCode.ADD_WATCH;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.onAddWatch(this);
        }
    }

    /** Whether this connection has a watch of a kind (1 children, 2 data, 3 any, 4 persistent, 5 recursive). */
    record CheckWatches(String path, int type) implements ReadRequest {
        @Override
        public OpCode op() {
            return OpCode.CHECK_WATCHES;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.onCheckWatches(this);
        }
    }

    /** Removes this connection's watches of a kind; the kinds of {@link CheckWatches}. */
    record RemoveWatches(String path, int type) implements ReadRequest {
        @Override
        public OpCode op() {
            return OpCode.REMOVE_WATCHES;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.onRemoveWatches(this);
        }
    }

    /** Who the connection is. */
    record WhoAmI() implements ReadRequest {
        @Override
        public OpCode op() {
            return OpCode.WHO_AM_I;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.onWhoAmI(this);
        }
    }

    /**
     * A request that cannot be carried out whatever the tree says: it does not parse ({@link ErrorCode#MARSHALLING_ERROR}), or
     * its number is unknown ({@link ErrorCode#UNIMPLEMENTED}, which also ends the connection). Answered in order like a read.
     *
     * @param op the operation asked for
     * @param error the answer
     */
    record Refused(OpCode op, ErrorCode error) implements ReadRequest {
        @Override
        public void accept(Visitor visitor) {
            visitor.onRefused(this);
        }
    }
}
