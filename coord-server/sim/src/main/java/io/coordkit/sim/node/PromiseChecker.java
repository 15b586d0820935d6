package io.coordkit.sim.node;

import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.storage.HardStateFile;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.sim.check.Found;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Promises: what a server tells others about epochs is in the bytes that a loss of power is sure to leave. */
final class PromiseChecker {
    private static final String NAME = "promises";

    private PromiseChecker() {}

    /** A server is about to send this on a link. */
    static void check(SimNode node, byte[] bytes) {
        Optional<QuorumPacket> alone = packet(bytes);
        if (alone.isEmpty()) {
            return;
        }
        QuorumPacket packet = alone.get();
        long epoch = Zxid.epoch(packet.zxid());
        switch (packet.type()) {
            case LEADER_INFO ->
                require(onDisk(node, HardStateFile::acceptedEpoch) >= epoch, packet, "accepted " + epoch);
            case ACK_EPOCH -> {
                long promised = node.epochAccepted();
                require(onDisk(node, HardStateFile::acceptedEpoch) >= promised, packet, "accepted " + promised);
            }
            case ACK -> {
                boolean ofNewLeader = Zxid.counter(packet.zxid()) == 0;
                require(!ofNewLeader || onDisk(node, HardStateFile::currentEpoch) >= epoch, packet, "current " + epoch);
            }
            default -> {}
        }
    }

    /** The packet that these bytes are; nothing if they are several, which none of those is among, or a part of a tree. */
    private static Optional<QuorumPacket> packet(byte[] bytes) {
        try {
            JuteReader in = new JuteReader(bytes);
            QuorumPacket packet = QuorumPacket.read(in);
            return in.remaining() == 0 ? Optional.of(packet) : Optional.empty();
        } catch (MalformedRecordException partOfATree) {
            return Optional.empty();
        }
    }

    private static long onDisk(SimNode node, Function<HardStateFile, OptionalLong> epoch) {
        try {
            return epoch.apply(new HardStateFile(node.disk().forcedCopy())).orElse(0);
        } catch (StorageException unreadable) {
            return 0;
        }
    }

    private static void require(boolean holds, QuorumPacket packet, String epoch) {
        if (!holds) {
            throw new Found(NAME, packet.zxid(), "told before it is on disk: epoch " + epoch);
        }
    }
}
