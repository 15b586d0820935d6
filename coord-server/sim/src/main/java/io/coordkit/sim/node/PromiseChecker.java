package io.coordkit.sim.node;

import io.coordkit.core.peer.PacketType;
import io.coordkit.core.storage.HardStateFile;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.sim.check.Found;
import java.util.OptionalLong;
import java.util.function.Function;

/** Promises: what a server tells others about epochs is in the bytes that a loss of power is sure to leave. */
final class PromiseChecker {
    private static final String NAME = "promises";

    private PromiseChecker() {}

    /** A server is about to send this on a link. */
    static void check(SimNode node, byte[] packet) {
        try {
            JuteReader in = new JuteReader(packet);
            if (in.remaining() < Integer.BYTES + Long.BYTES) {
                return;
            }
            int type = in.readInt();
            long zxid = in.readLong();
            if (type == PacketType.ACK_EPOCH.number() || type == PacketType.LEADER_INFO.number()) {
                long promised = type == PacketType.LEADER_INFO.number() ? Zxid.epoch(zxid) : node.epochAccepted();
                require(onDisk(node, HardStateFile::acceptedEpoch) >= promised, zxid, "accepted epoch " + promised);
            } else if (type == PacketType.ACK.number() && Zxid.counter(zxid) == 0) {
                require(onDisk(node, HardStateFile::currentEpoch) >= Zxid.epoch(zxid), zxid, "current epoch");
            }
        } catch (MalformedRecordException e) {
            throw new Found(NAME, 0, "a packet that cannot be read: " + e.getMessage());
        }
    }

    private static long onDisk(SimNode node, Function<HardStateFile, OptionalLong> epoch) {
        try {
            return epoch.apply(new HardStateFile(node.disk().forcedCopy())).orElse(0);
        } catch (StorageException unreadable) {
            return 0;
        }
    }

    private static void require(boolean holds, long zxid, String what) {
        if (!holds) {
            throw new Found(NAME, zxid, "told before it is on disk: " + what);
        }
    }
}
