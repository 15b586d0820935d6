package io.coordkit.sim.check;

import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;

/** A frame from the server to a client, with the header of replies and events taken apart. */
final class Frame {
    static final int EVENT_XID = -1;
    private static final int HEADER_BYTES = 16;

    private final byte[] bytes;
    private final int xid;
    private final long zxid;
    private final int error;

    private Frame(byte[] bytes, int xid, long zxid, int error) {
        this.bytes = bytes;
        this.xid = xid;
        this.zxid = zxid;
        this.error = error;
    }

    /** An answer to a connect request, which has no header. */
    static Frame greeting(byte[] bytes) {
        return new Frame(bytes, 0, 0, 0);
    }

    static Frame of(byte[] bytes) {
        try {
            JuteReader header = new JuteReader(bytes);
            return new Frame(bytes, header.readInt(), header.readLong(), header.readInt());
        } catch (MalformedRecordException e) {
            throw new Found("replies", 0, "a frame without a header: " + e.getMessage());
        }
    }

    int xid() {
        return xid;
    }

    long zxid() {
        return zxid;
    }

    int error() {
        return error;
    }

    /** What follows the header. */
    JuteReader body() {
        return new JuteReader(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
    }

    /** All of it. */
    JuteReader whole() {
        return new JuteReader(bytes);
    }
}
