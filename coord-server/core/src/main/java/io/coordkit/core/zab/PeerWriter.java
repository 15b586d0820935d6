package io.coordkit.core.zab;

import io.coordkit.core.effect.Turn;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.wire.JuteWriter;

/** Builds packets and hands them to the outbox. One buffer serves all of them. */
final class PeerWriter {
    private static final int NOTHING = -1;

    private final Turn turn;
    private final JuteWriter out = new JuteWriter(1024);

    PeerWriter(Turn turn) {
        this.turn = turn;
    }

    /** A packet that is nothing but type and zxid. */
    void send(long link, PacketType type, long zxid) {
        begin(type, zxid).writeInt(NOTHING).writeInt(NOTHING);
        flush(link);
    }

    /** A packet with data. */
    void send(long link, PacketType type, long zxid, byte[] data) {
        begin(type, zxid).writeBuffer(data).writeInt(NOTHING);
        flush(link);
    }

    /** Any packet. */
    void send(long link, QuorumPacket packet) {
        out.reset();
        packet.write(out);
        flush(link);
    }

    /** Several packets of one kind, as {@link #append} gathered them. */
    void send(long link, JuteWriter gathered) {
        turn.outbox().sendPeer(link, gathered.array(), 0, gathered.length());
    }

    /** Adds a packet that is nothing but type and zxid to others that will be sent at once. */
    static void append(JuteWriter gathered, PacketType type, long zxid) {
        gathered.writeInt(type.number()).writeLong(zxid).writeInt(NOTHING).writeInt(NOTHING);
    }

    /** Adds a packet with data to others that will be sent at once. */
    static void append(JuteWriter gathered, PacketType type, long zxid, byte[] data) {
        gathered.writeInt(type.number()).writeLong(zxid).writeBuffer(data).writeInt(NOTHING);
    }

    private JuteWriter begin(PacketType type, long zxid) {
        out.reset();
        return out.writeInt(type.number()).writeLong(zxid);
    }

    private void flush(long link) {
        turn.outbox().sendPeer(link, out.array(), 0, out.length());
    }
}
