package io.coordkit.benchmarks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.jute.BinaryOutputArchive;
import org.apache.jute.Record;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.proto.ConnectRequest;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.ExistsRequest;
import org.apache.zookeeper.proto.GetDataRequest;
import org.apache.zookeeper.proto.RequestHeader;
import org.apache.zookeeper.proto.SetDataRequest;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static final byte[] VALUE = {1, 2, 3};

    @Test
    void getDataIsTheseBytes() {
        assertThat(HexFormat.of().formatHex(Frames.getData("/a")))
                .isEqualTo("0000000f" + "00000000" + "00000004" + "00000002" + "2f61" + "00");
    }

    @Test
    void createIsTheseBytes() {
        assertThat(HexFormat.of().formatHex(Frames.create("/a", VALUE)))
                .isEqualTo(
                        "00000034" + "00000000" + "00000001" + "00000002" + "2f61" + "00000003" + "010203" + "00000001"
                                + "0000001f" + "00000005" + "776f726c64" + "00000006" + "616e796f6e65" + "00000000");
    }

    @Test
    void everyFrameIsWhatTheRealRecordsWrite() throws IOException {
        assertThat(Frames.connect(40_000)).isEqualTo(real(new ConnectRequest(0, 0, 40_000, 0, new byte[16], false)));
        byte[] password = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
        assertThat(Frames.reconnect(40_000, 77, password, 5))
                .isEqualTo(real(new ConnectRequest(0, 5, 40_000, 77, password, false)));
        assertThat(Frames.getData("/a")).isEqualTo(real(4, new GetDataRequest("/a", false)));
        assertThat(Frames.exists("/a")).isEqualTo(real(3, new ExistsRequest("/a", false)));
        assertThat(Frames.setData("/a", VALUE)).isEqualTo(real(5, new SetDataRequest("/a", VALUE, -1)));
        assertThat(Frames.create("/a", VALUE))
                .isEqualTo(real(1, new CreateRequest("/a", VALUE, ZooDefs.Ids.OPEN_ACL_UNSAFE, 0)));
        assertThat(Frames.closeSession()).isEqualTo(real(new RequestHeader(0, -11)));
    }

    @Test
    void newKeysCountUpInHexAndCarryTheXid() throws IOException {
        RequestStream creates = new NewKeys("/bench/x-", VALUE);
        ByteBuffer out = ByteBuffer.allocate(20 * creates.frameBytesMax());
        for (int i = 0; i < 17; i++) {
            creates.writeNext(out, 5 + i);
        }
        byte[] expected =
                withXid(21, real(1, new CreateRequest("/bench/x-00000010", VALUE, ZooDefs.Ids.OPEN_ACL_UNSAFE, 0)));
        byte[] last = new byte[expected.length];
        out.get(16 * expected.length, last);
        assertThat(last).isEqualTo(expected);
    }

    @Test
    void randomKeysSendOnlyTheGivenFramesAndAllOfThem() {
        byte[][] frames = {Frames.getData("/a"), Frames.getData("/b"), Frames.getData("/c")};
        int[] seen = new int[3];
        RequestStream gets = new RandomKeys(frames, 7);
        for (int i = 0; i < 3000; i++) {
            ByteBuffer out = ByteBuffer.allocate(gets.frameBytesMax());
            gets.writeNext(out, i);
            assertThat(out.getInt(Frames.XID_OFFSET)).isEqualTo(i);
            seen[out.get(out.capacity() - 2) - 'a']++;
        }
        assertThat(Arrays.stream(seen).min().orElseThrow()).isGreaterThan(800);
    }

    @Test
    void aTenthOfTheMixedLoadAreSets() {
        RequestStream mixed = new Workload(10, 100).requests(Operation.MIXED, "test", 3);
        int sets = 0;
        for (int i = 0; i < 1000; i++) {
            ByteBuffer out = ByteBuffer.allocate(mixed.frameBytesMax());
            mixed.writeNext(out, i);
            sets += out.getInt(8) == 5 ? 1 : 0;
        }
        assertThat(sets).isEqualTo(100);
    }

    @Test
    void setUpCreatesTheRootAndEveryKey() {
        List<byte[]> creates = new Workload(3, 5).setUp();
        assertThat(creates).hasSize(4);
        assertThat(creates.get(0)).isEqualTo(Frames.create("/bench", new byte[0]));
        assertThat(creates.get(3)).isEqualTo(Frames.create("/bench/key-00000002", new byte[5]));
    }

    private static byte[] withXid(int xid, byte[] frame) {
        ByteBuffer.wrap(frame).putInt(Frames.XID_OFFSET, xid);
        return frame;
    }

    private static byte[] real(int type, Record body) throws IOException {
        return real(new RequestHeader(0, type), body);
    }

    private static byte[] real(Record... records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Record each : records) {
            each.serialize(BinaryOutputArchive.getArchive(bytes), "");
        }
        return ByteBuffer.allocate(4 + bytes.size())
                .putInt(bytes.size())
                .put(bytes.toByteArray())
                .array();
    }
}
