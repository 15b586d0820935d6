package io.coordkit.core.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.tree.TreeStreamEncoder;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.OpCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.jute.BinaryInputArchive;
import org.apache.zookeeper.server.util.SerializeUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets without lengths, and trees between them, in pieces of any size; and what the reference reads of our trees. */
class PacketDecoderTest {
    private static final int FIELD_BYTES_MAX = 1 << 20;

    private final Taken taken = new Taken();

    /** What a link has brought. */
    private static final class Taken implements PacketSink {
        final List<QuorumPacket> packets = new ArrayList<>();
        final List<DataTree> trees = new ArrayList<>();
        int progress;

        @Override
        public void onPacket(QuorumPacket packet) {
            packets.add(packet);
        }

        @Override
        public void onTreeProgress() {
            progress++;
        }

        @Override
        public void onTree(DataTree tree) {
            trees.add(tree);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 100_000})
    void takesPacketsAndTreesInPiecesOfAnySize(int piece) throws MalformedRecordException {
        DataTree tree = sampleTree();
        JuteWriter out = new JuteWriter(1024);
        QuorumPacket.of(PacketType.LEADER_INFO, 1L << 32, new byte[] {0, 1, 0, 0})
                .write(out);
        QuorumPacket.of(PacketType.SNAP, 7).write(out);
        TreeStreamEncoder stream = new TreeStreamEncoder(tree);
        while (!stream.isDone()) {
            JuteWriter chunk = stream.nextChunk(10);
            out.writeRaw(chunk.array(), 0, chunk.length());
        }
        new QuorumPacket(PacketType.REQUEST, -1, new byte[3], List.of(new AuthId("ip", "127.0.0.1"))).write(out);
        QuorumPacket.of(PacketType.UP_TO_DATE, -1).write(out);
        feed(out.toByteArray(), piece);
        assertThat(taken.packets.stream().map(QuorumPacket::type))
                .containsExactly(PacketType.LEADER_INFO, PacketType.SNAP, PacketType.REQUEST, PacketType.UP_TO_DATE);
        assertThat(taken.packets.get(2).ids()).containsExactly(new AuthId("ip", "127.0.0.1"));
        DataTree got = taken.trees.get(0);
        assertThat(got.digest()).isEqualTo(tree.digest());
        assertThat(got.size()).isEqualTo(tree.size());
        assertThat(got.sessionIds()).isEqualTo(tree.sessionIds());
        assertThat(got.ephemeralsOf(5)).containsExactly("/e");
        assertThat(taken.progress > 0).isEqualTo(piece < 1000);
    }

    @Test
    void theReferenceReadsOurTrees() throws IOException {
        DataTree tree = sampleTree();
        TreeStreamEncoder stream = new TreeStreamEncoder(tree);
        JuteWriter all = new JuteWriter(1024);
        while (!stream.isDone()) {
            JuteWriter chunk = stream.nextChunk(10);
            all.writeRaw(chunk.array(), 0, chunk.length());
        }
        BinaryInputArchive in = BinaryInputArchive.getArchive(new ByteArrayInputStream(all.toByteArray()));
        org.apache.zookeeper.server.DataTree theirs = new org.apache.zookeeper.server.DataTree();
        Map<Long, Integer> sessions = new HashMap<>();
        SerializeUtils.deserializeSnapshot(theirs, in, sessions);
        assertThat(in.readString("signature")).isEqualTo("BenWasHere");
        assertThat(sessions).containsExactlyEntriesOf(Map.of(5L, 4000));
        assertThat(theirs.getTreeDigest()).isEqualTo(tree.digest());
    }

    @Test
    void refusesWhatIsNoPacket() {
        byte[] http = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThatExceptionOfType(MalformedRecordException.class).isThrownBy(() -> feed(http, 100));
        JuteWriter huge = new JuteWriter(64)
                .writeInt(PacketType.PROPOSAL.number())
                .writeLong(1)
                .writeInt(Integer.MAX_VALUE);
        assertThatExceptionOfType(MalformedRecordException.class).isThrownBy(() -> feed(huge.toByteArray(), 100));
        JuteWriter unsigned = new JuteWriter(64);
        QuorumPacket.of(PacketType.SNAP, 7).write(unsigned);
        unsigned.writeInt(0).writeInt(0).writeString("/").writeString("BenWasNot");
        assertThatExceptionOfType(MalformedRecordException.class).isThrownBy(() -> feed(unsigned.toByteArray(), 100));
    }

    private void feed(byte[] bytes, int piece) throws MalformedRecordException {
        PacketDecoder decoder = new PacketDecoder(TreeOptions.DEFAULT, FIELD_BYTES_MAX);
        byte[] rest = {};
        for (int at = 0; at < bytes.length; at += piece) {
            byte[] more = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece));
            byte[] all = Arrays.copyOf(rest, rest.length + more.length);
            System.arraycopy(more, 0, all, rest.length, more.length);
            int used = decoder.decode(all, 0, all.length, taken);
            rest = Arrays.copyOfRange(all, used, all.length);
        }
        assertThat(rest).isEmpty();
    }

    private static DataTree sampleTree() {
        DataTree tree = DataTree.newborn(TreeOptions.DEFAULT);
        tree.apply(new TxnHeader(5, 0, 1, 10), new Txn.CreateSession(4000));
        tree.apply(new TxnHeader(5, 1, 2, 10), create("/a", Acl.OPEN, false));
        tree.apply(new TxnHeader(5, 2, 3, 10), create("/a/b", Acl.READ_ONLY, false));
        tree.apply(new TxnHeader(5, 3, 4, 10), create("/e", Acl.OPEN, true));
        return tree;
    }

    private static Txn create(String path, List<Acl> acl, boolean ephemeral) {
        return new Txn.Create(
                OpCode.CREATE, path, path.getBytes(java.nio.charset.StandardCharsets.UTF_8), acl, ephemeral, 1, 0);
    }
}
