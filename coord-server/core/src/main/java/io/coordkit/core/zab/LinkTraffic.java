package io.coordkit.core.zab;

import io.coordkit.core.peer.PacketType;

/** What has passed on the link of a learner, counted for operators. */
final class LinkTraffic {
    private static final long NO_ZXID = -1;

    private long received;
    private long requests;
    private long sent;
    private long lastZxid = NO_ZXID;

    void onReceived(PacketType type) {
        received++;
        if (type == PacketType.REQUEST) {
            requests++;
        }
    }

    /** @param zxid what the last of the packets is about, if it is about any */
    void onSent(int packets, long zxid) {
        sent += packets;
        if (zxid > 0) {
            lastZxid = zxid;
        }
    }

    /** Counting starts anew. */
    void reset() {
        received = 0;
        requests = 0;
        sent = 0;
        lastZxid = NO_ZXID;
    }

    long received() {
        return received;
    }

    long requests() {
        return requests;
    }

    long sent() {
        return sent;
    }

    /** Of the packet that was sent last, -1 before the first. */
    long lastZxid() {
        return lastZxid;
    }
}
