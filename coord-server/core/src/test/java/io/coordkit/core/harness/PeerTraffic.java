package io.coordkit.core.harness;

import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Keeps account of what goes between a leader and its learners. */
public final class PeerTraffic {
    private final List<Arrival> arrivals = new ArrayList<>();
    private long bytes;

    /** A packet that has arrived at a server. */
    private record Arrival(long server, PacketType type, long zxid) {}

    void onPacket(long server, QuorumPacket packet) {
        arrivals.add(new Arrival(server, packet.type(), packet.zxid()));
    }

    void onBytes(int length) {
        bytes += length;
    }

    /** How many packets of each type have arrived since the last call. */
    public Map<PacketType, Integer> takePackets() {
        Map<PacketType, Integer> taken = new EnumMap<>(PacketType.class);
        arrivals.forEach(arrival -> taken.merge(arrival.type(), 1, Integer::sum));
        arrivals.clear();
        return taken;
    }

    /** Zxids of what of one type has arrived at a server since the last call of {@link #takePackets}, in order. */
    public List<Long> zxids(TestMember server, PacketType type) {
        return arrivals.stream()
                .filter(arrival -> arrival.server() == server.id() && arrival.type() == type)
                .map(Arrival::zxid)
                .toList();
    }

    /** Bytes sent since the last call. */
    public long takeBytes() {
        long taken = bytes;
        bytes = 0;
        return taken;
    }
}
