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

    /** Several packets. */
    void send(long link, PacketBatch batch) {
        send(link, batch.bytes());
    }

    /** Bytes that are no packets. */
    void send(long link, JuteWriter bytes) {
        turn.outbox().sendPeer(link, bytes.array(), 0, bytes.length());
    }

    /** A packet that is nothing but type and zxid, counted. */
    void send(Learner learner, PacketType type, long zxid) {
        learner.traffic.onSent(1, zxid);
        send(learner.link, type, zxid);
    }

    /** A packet with data, counted. */
    void send(Learner learner, PacketType type, long zxid, byte[] data) {
        learner.traffic.onSent(1, zxid);
        send(learner.link, type, zxid, data);
    }

    /** Any packet, counted. */
    void send(Learner learner, QuorumPacket packet) {
        learner.traffic.onSent(1, packet.zxid());
        send(learner.link, packet);
    }

    /** Several packets, counted. */
    void send(Learner learner, PacketBatch batch) {
        learner.traffic.onSent(batch.count(), batch.lastZxid());
        send(learner.link, batch);
    }

    private JuteWriter begin(PacketType type, long zxid) {
        out.reset();
        return out.writeInt(type.number()).writeLong(zxid);
    }

    private void flush(long link) {
        turn.outbox().sendPeer(link, out.array(), 0, out.length());
    }
}
