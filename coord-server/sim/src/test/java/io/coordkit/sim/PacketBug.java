package io.coordkit.sim;

import io.coordkit.core.effect.Outbox;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.sim.node.Sabotage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What goes to other servers, packet by packet. */
abstract class PacketBug implements Sabotage {
    /** Does with a packet what it likes; each link of each server has its own memory. */
    abstract void send(Memory of, QuorumPacket packet, Consumer<QuorumPacket> out);

    @Override
    public Outbox outbox(Outbox real) {
        return new DelegatingOutbox(real) {
            private final Map<Long, Memory> links = new HashMap<>();

            @Override
            public void sendPeer(long link, byte[] bytes, int offset, int length) {
                Memory memory = links.computeIfAbsent(link, id -> new Memory());
                List<QuorumPacket> packets = packets(bytes, offset, length);
                packets.forEach(packet -> PacketBug.this.send(memory, packet, changed -> {
                    JuteWriter out = new JuteWriter(64);
                    changed.write(out);
                    super.sendPeer(link, out.array(), 0, out.length());
                }));
                if (packets.isEmpty()) {
                    super.sendPeer(link, bytes, offset, length);
                }
            }
        };
    }

    /** What has been seen of a link. */
    static final class Memory {
        int count;
        final List<QuorumPacket> held = new ArrayList<>();
    }

    /** The packets that these bytes are; none if they are part of a tree. */
    static List<QuorumPacket> packets(byte[] bytes, int offset, int length) {
        try {
            JuteReader in = new JuteReader(bytes, offset, length);
            List<QuorumPacket> packets = new ArrayList<>();
            while (in.remaining() > 0) {
                packets.add(QuorumPacket.read(in));
            }
            return packets;
        } catch (MalformedRecordException tree) {
            return List.of();
        }
    }
}
