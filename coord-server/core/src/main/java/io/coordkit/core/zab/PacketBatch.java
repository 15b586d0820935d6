package io.coordkit.core.zab;

import io.coordkit.core.peer.PacketType;
import io.coordkit.core.wire.JuteWriter;

/** Packets that are sent at once, to one or to several. */
final class PacketBatch {
    private static final int NOTHING = -1;

    private final JuteWriter bytes = new JuteWriter(1024);
    private int count;
    private long lastZxid;

    /** Adds a packet that is nothing but type and zxid. */
    void add(PacketType type, long zxid) {
        begin(type, zxid).writeInt(NOTHING).writeInt(NOTHING);
    }

    /** Adds a packet with data. */
    void add(PacketType type, long zxid, byte[] data) {
        begin(type, zxid).writeBuffer(data).writeInt(NOTHING);
    }

    private JuteWriter begin(PacketType type, long zxid) {
        count++;
        lastZxid = zxid;
        return bytes.writeInt(type.number()).writeLong(zxid);
    }

    boolean isEmpty() {
        return count == 0;
    }

    JuteWriter bytes() {
        return bytes;
    }

    /** How many packets they are. */
    int count() {
        return count;
    }

    /** What the last of them is about. */
    long lastZxid() {
        return lastZxid;
    }

    void reset() {
        bytes.reset();
        count = 0;
    }
}
