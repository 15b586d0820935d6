package io.coordkit.core.peer;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One packet between a leader and a learner ({@code QuorumPacket} of the reference). Packets follow each other without a length,
 * so a reader learns where one ends by reading it.
 *
 * @param zxid what it is about; its meaning depends on the type
 * @param data the rest, by type; null where the type has none
 * @param ids identities of the client behind a REQUEST; null on the wire with all other types
 */
public record QuorumPacket(
        PacketType type,
        long zxid,
        byte @Nullable [] data,
        @Nullable List<AuthId> ids) {
    /** A packet without client identities. */
    public static QuorumPacket of(PacketType type, long zxid, byte @Nullable [] data) {
        return new QuorumPacket(type, zxid, data, null);
    }

    /** A packet that is nothing but type and zxid. */
    public static QuorumPacket of(PacketType type, long zxid) {
        return new QuorumPacket(type, zxid, null, null);
    }

    /** Reads one packet. */
    public static QuorumPacket read(JuteReader in) throws MalformedRecordException {
        PacketType type = PacketType.of(in.readInt());
        long zxid = in.readLong();
        byte[] data = in.readBuffer();
        int count = in.readCount();
        if (count < 0) {
            return new QuorumPacket(type, zxid, data, null);
        }
        List<AuthId> ids = new ArrayList<>(Math.min(count, in.remaining() / 8 + 1));
        for (int i = 0; i < count; i++) {
            ids.add(new AuthId(in.readString(), in.readString()));
        }
        return new QuorumPacket(type, zxid, data, ids);
    }

    /** Writes the packet. */
    public void write(JuteWriter out) {
        out.writeInt(type.number()).writeLong(zxid).writeBuffer(data);
        if (ids == null) {
            out.writeInt(-1);
            return;
        }
        out.writeInt(ids.size());
        for (AuthId id : ids) {
            out.writeString(id.scheme()).writeString(id.id());
        }
    }
}
