package io.coordkit.sim.check;

/** Client order: answers come in the order of the requests, each once, and a client never goes back in time. */
public final class ClientOrder {
    private static final String NAME = "client-order";

    private ClientOrder() {}

    /** A client that waits for {@code expectedXid} got an answer. */
    public static void checkXid(int expectedXid, int xid, long zxid) {
        if (xid != expectedXid) {
            throw new Found(NAME, zxid, "a client got answer " + xid + " while it waits for " + expectedXid);
        }
    }

    /** A client whose newest zxid is {@code seen}, on any of its connections, got a reply. */
    public static void checkZxid(long seen, long zxid) {
        if (zxid < seen) {
            throw new Found(NAME, zxid, "a client that had seen " + seen + " was shown " + zxid);
        }
    }
}
