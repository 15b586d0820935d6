package io.coordkit.core.harness;

import io.coordkit.core.peer.PacketDecoder;
import io.coordkit.core.peer.PacketSink;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.replica.Input;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A learner that says what the test wants, and keeps what it is told. */
public final class Stranger implements PacketSink {
    private final long link;
    private final TestMember server;
    private final PacketDecoder decoder = new PacketDecoder(TreeOptions.DEFAULT, 1 << 22);
    private final List<QuorumPacket> packets = new ArrayList<>();
    private byte[] rest = {};
    private boolean closed;

    Stranger(long link, TestMember server) {
        this.link = link;
        this.server = server;
    }

    long link() {
        return link;
    }

    /** Says something. */
    public void say(QuorumPacket packet) {
        server.step(new Input.PeerReceived(link, packet));
    }

    /** Its link ends. */
    public void vanish() {
        closed = true;
        server.step(new Input.PeerGone(link, "broken"));
    }

    /** Says something with data. */
    public void say(PacketType type, long zxid, JuteWriter data) {
        say(QuorumPacket.of(type, zxid, data.toByteArray()));
    }

    /** Says who it is: a learner of this number and kind that has promised itself to nobody. */
    public void introduce(PacketType type, long id) {
        say(type, 0, new JuteWriter(20).writeLong(id).writeInt(0x10000).writeLong(0));
    }

    /** Says how far its log goes, and that it counts its promise no second time. */
    public void promise(long lastZxid) {
        say(PacketType.ACK_EPOCH, lastZxid, new JuteWriter(4).writeInt(-1));
    }

    /** Goes as far as an observer can that has this and promises itself to the server's epoch. */
    public void observe(long id, long lastZxid) {
        introduce(PacketType.OBSERVER_INFO, id);
        promise(lastZxid);
        say(QuorumPacket.of(PacketType.ACK, Zxid.of(server.status().epoch(), 0)));
    }

    /** What has come since the last call. */
    public List<QuorumPacket> take() {
        List<QuorumPacket> taken = List.copyOf(packets);
        packets.clear();
        return taken;
    }

    /** The same in short: types and zxids. */
    public List<String> takeShort() {
        return take().stream()
                .map(packet -> packet.type() + " " + Zxid.format(packet.zxid()))
                .toList();
    }

    /** Whether the server has closed the link. */
    public boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    void take(byte[] bytes) {
        byte[] all = Arrays.copyOf(rest, rest.length + bytes.length);
        System.arraycopy(bytes, 0, all, rest.length, bytes.length);
        try {
            int taken = decoder.decode(all, 0, all.length, this);
            rest = Arrays.copyOfRange(all, taken, all.length);
        } catch (MalformedRecordException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void onPacket(QuorumPacket packet) {
        packets.add(packet);
    }

    @Override
    public void onTreeProgress() {
        // Only the whole counts.
    }

    @Override
    public void onTree(DataTree tree) {
        // Its packet has been kept.
    }
}
