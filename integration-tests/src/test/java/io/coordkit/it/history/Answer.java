package io.coordkit.it.history;

import java.util.List;

/** What a server said to a call; {@code zxid} is the reply header's. */
public sealed interface Answer {

    /** Of a write: its own. Of anything else: the last transaction that the server had applied. */
    long zxid();

    /** Whether it says that there is no such znode. */
    default boolean saysNoNode() {
        return this instanceof Refused refused && refused.error() == NO_NODE;
    }

    /** A znode was created under this path. */
    record Created(long zxid, String path) implements Answer {}

    /** Data was set and is this version now. */
    record Changed(long zxid, int version) implements Answer {}

    /** Done, and nothing more to say: delete, sync, close. */
    record Done(long zxid) implements Answer {}

    /** A multi was done; an answer for each part. */
    record AllDone(long zxid, List<Answer> parts) implements Answer {}

    /** A znode as it was. */
    record Seen(long zxid, Znode znode) implements Answer {}

    /** The children as they were. */
    record Listed(long zxid, List<String> names) implements Answer {}

    /** An error code of the protocol. */
    record Refused(long zxid, int error) implements Answer {}

    /** What a read tells of a znode. */
    record Znode(long czxid, long mzxid, int version, long owner, String data) {}

    /** NODEEXISTS. */
    int NODE_EXISTS = -110;
    /** NONODE. */
    int NO_NODE = -101;
    /** BADVERSION. */
    int BAD_VERSION = -103;
}
