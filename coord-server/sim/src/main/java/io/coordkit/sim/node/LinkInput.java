package io.coordkit.sim.node;

import io.coordkit.core.peer.PacketDecoder;
import io.coordkit.core.peer.PacketSink;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.replica.Input;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.sim.check.Found;
import java.util.Arrays;
import java.util.function.Consumer;

/** What comes on a link, cut into packets by the product's own decoder. */
final class LinkInput implements PacketSink {
    private static final int FIELD_BYTES_MAX = 1 << 22;

    private final long link;
    private final PacketDecoder decoder;
    private final Consumer<Input> replica;
    private byte[] rest = {};

    LinkInput(long link, TreeOptions options, Consumer<Input> replica) {
        this.link = link;
        this.decoder = new PacketDecoder(options, FIELD_BYTES_MAX);
        this.replica = replica;
    }

    void take(byte[] bytes) {
        byte[] all = Arrays.copyOf(rest, rest.length + bytes.length);
        System.arraycopy(bytes, 0, all, rest.length, bytes.length);
        try {
            int used = decoder.decode(all, 0, all.length, this);
            rest = Arrays.copyOfRange(all, used, all.length);
        } catch (MalformedRecordException e) {
            throw new Found("simulator", 0, "a server sent what cannot be read: " + e.getMessage());
        }
    }

    @Override
    public void onPacket(QuorumPacket packet) {
        replica.accept(new Input.PeerReceived(link, packet));
    }

    @Override
    public void onTreeProgress() {
        replica.accept(new Input.PeerProgress(link));
    }

    @Override
    public void onTree(DataTree tree) {
        replica.accept(new Input.PeerSnapshot(link, tree));
    }
}
