package io.coordkit.server.peer;

import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.replica.Input;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.tree.TreeStreamEncoder;
import io.coordkit.core.wire.JuteWriter;

/** What goes over a link between a leader and a learner, as bytes. */
final class Packets {
    private Packets() {}

    /** A packet that can be told from others by its zxid. */
    static byte[] ack(long zxid) {
        return bytes(QuorumPacket.of(PacketType.ACK, zxid));
    }

    static byte[] bytes(QuorumPacket packet) {
        JuteWriter out = new JuteWriter(64);
        packet.write(out);
        return out.toByteArray();
    }

    /** What follows a SNAP packet. */
    static byte[] newbornTree() {
        return new TreeStreamEncoder(DataTree.newborn(TreeOptions.DEFAULT))
                .nextChunk(1 << 20)
                .toByteArray();
    }

    /** The zxid of what has come. */
    static long zxid(Input.PeerReceived input) {
        return input.packet().zxid();
    }
}
