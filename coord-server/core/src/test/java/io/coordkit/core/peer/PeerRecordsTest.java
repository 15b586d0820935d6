package io.coordkit.core.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.jute.BinaryInputArchive;
import org.apache.jute.BinaryOutputArchive;
import org.apache.zookeeper.data.Id;
import org.junit.jupiter.api.Test;

/** Our records of the server-to-server protocol beside those of the reference. */
class PeerRecordsTest {
    @Test
    void packetsHaveTheBytesOfTheReference() throws IOException, MalformedRecordException {
        for (PacketType type : PacketType.values()) {
            for (byte[] data : new byte[][] {null, {}, {1, 2, 3}}) {
                for (List<AuthId> ids : List.of(List.<AuthId>of(), List.of(new AuthId("ip", "127.0.0.1")))) {
                    check(new QuorumPacket(type, 0x100000002L, data, ids));
                }
                check(QuorumPacket.of(type, -1, data));
            }
        }
    }

    private static void check(QuorumPacket ours) throws IOException, MalformedRecordException {
        var theirs = new org.apache.zookeeper.server.quorum.QuorumPacket(
                ours.type().number(),
                ours.zxid(),
                ours.data(),
                ours.ids() == null
                        ? null
                        : ours.ids().stream()
                                .map(id -> new Id(id.scheme(), id.id()))
                                .toList());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        theirs.serialize(BinaryOutputArchive.getArchive(bytes), "packet");
        JuteWriter out = new JuteWriter(16);
        ours.write(out);
        assertThat(out.toByteArray()).isEqualTo(bytes.toByteArray());
        QuorumPacket read = QuorumPacket.read(new JuteReader(bytes.toByteArray()));
        assertThat(read).usingRecursiveComparison().isEqualTo(ours);
    }

    @Test
    void learnersTellWhoTheyAre() throws IOException, MalformedRecordException {
        JuteWriter out = new JuteWriter(20);
        new LearnerInfo(3, LearnerInfo.PROTOCOL_VERSION, 0x100000000L).write(out);
        var theirs = new org.apache.zookeeper.server.quorum.LearnerInfo();
        theirs.deserialize(
                BinaryInputArchive.getArchive(new DataInputStream(new ByteArrayInputStream(out.toByteArray()))),
                "info");
        assertThat(theirs.getServerid()).isEqualTo(3);
        assertThat(theirs.getProtocolVersion()).isEqualTo(0x10000);
        assertThat(theirs.getConfigVersion()).isEqualTo(0x100000000L);
        assertThat(LearnerInfo.read(new JuteReader(out.toByteArray())))
                .isEqualTo(new LearnerInfo(3, 0x10000, 1L << 32));
        assertThat(LearnerInfo.read(new JuteReader(out.toByteArray(), 0, 12)))
                .isEqualTo(new LearnerInfo(3, 0x10000, 0));
        assertThat(LearnerInfo.read(new JuteReader(out.toByteArray(), 0, 8))).isEqualTo(new LearnerInfo(3, 0, 0));
    }

    @Test
    void refusesUnknownPackets() {
        byte[] bytes = HexFormat.of().parseHex("000000140000000000000000ffffffffffffffff");
        assertThatThrownBy(() -> QuorumPacket.read(new JuteReader(bytes))).isInstanceOf(MalformedRecordException.class);
    }
}
