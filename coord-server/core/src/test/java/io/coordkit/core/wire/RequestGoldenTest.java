package io.coordkit.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.harness.Golden;
import io.coordkit.core.harness.Jute;
import io.coordkit.core.wire.RequestSamples.Sample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.jute.BinaryInputArchive;
import org.apache.jute.Record;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.GetChildren2Request;
import org.apache.zookeeper.proto.GetDataRequest;
import org.apache.zookeeper.proto.MultiHeader;
import org.apache.zookeeper.proto.SetACLRequest;
import org.junit.jupiter.api.Test;

/** Every request: recorded bytes are what the reference writes, and we read from them what it meant. */
class RequestGoldenTest {
    private static final long GOLDEN_SEED = 7;

    @Test
    void requestsAreTheRecordedBytes() throws MalformedRecordException {
        Golden golden = new Golden("requests");
        RequestSamples.of(GOLDEN_SEED).forEach((name, sample) -> golden.check(name, bytes(sample)));
        golden.check("connect", connect(new byte[] {1, 2, 3}, true));
        golden.verify();
        Map<String, Sample> samples = RequestSamples.of(GOLDEN_SEED);
        samples.forEach((name, sample) -> assertReads(name, sample.op(), golden.bytes(name), sample.ours()));
    }

    @Test
    void readsWhatTheReferenceWrites() {
        for (long seed = 1; seed <= 100; seed++) {
            String about = " of seed " + seed;
            RequestSamples.of(seed)
                    .forEach((name, sample) -> assertReads(name + about, sample.op(), bytes(sample), sample.ours()));
        }
    }

    @Test
    void truncatedRequestsAreRefusedAndNeverThrow() {
        RequestSamples.of(GOLDEN_SEED).forEach((name, sample) -> {
            byte[] whole = bytes(sample);
            for (int length = 0; length < whole.length; length++) {
                ClientRequest request =
                        RequestDecoder.decode(sample.op(), new JuteReader(Arrays.copyOf(whole, length)));
                boolean refused = request instanceof ReadRequest.Refused;
                boolean malformed = request instanceof WriteRequest.Multi multi && !multi.wellFormed();
                assertThat(refused || malformed)
                        .as("%s cut at %d", name, length)
                        .isTrue();
            }
        });
    }

    @Test
    void noiseNeverThrows() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            if (noise.length > 4 && random.nextBoolean()) {
                Arrays.fill(noise, 0, 3, (byte) 0);
            }
            int op = random.nextInt(130) - 15;
            assertThat(RequestDecoder.decode(op, new JuteReader(noise))).isNotNull();
        }
    }

    @Test
    void bitFlipsNeverThrow() {
        RequestSamples.of(GOLDEN_SEED).forEach((name, sample) -> {
            byte[] bytes = bytes(sample);
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(RequestDecoder.decode(sample.op(), new JuteReader(flipped)))
                        .isNotNull();
            }
        });
    }

    @Test
    void connectRequestsWithAndWithoutTheLastByte() throws MalformedRecordException {
        ConnectRequest modern = ConnectRequest.read(new JuteReader(connect(new byte[16], true)));
        assertThat(modern)
                .usingRecursiveComparison()
                .isEqualTo(new ConnectRequest(0x1234, 4000, 0x5678, new byte[16], true, true));
        ConnectRequest old = ConnectRequest.read(new JuteReader(connect(new byte[16], false)));
        assertThat(old)
                .usingRecursiveComparison()
                .isEqualTo(new ConnectRequest(0x1234, 4000, 0x5678, new byte[16], false, false));
        assertThat(ConnectRequest.read(new JuteReader(connect(null, true))).password())
                .isEmpty();
    }

    /** Four bytes beyond the basic plane, six for two surrogates, and what is no UTF-8 at all. */
    @Test
    void stringsAreReadAsTheReferenceReadsThem() throws IOException {
        for (String hex : List.of("2ff09f9880", "2feda0bdedb880", "2fed", "2fc0af", "2fff00", "2fe28281e2")) {
            byte[] text = HexFormat.of().parseHex(hex);
            byte[] body = ByteBuffer.allocate(5 + text.length)
                    .putInt(text.length)
                    .put(text)
                    .put((byte) 1)
                    .array();
            String theirs = BinaryInputArchive.getArchive(new ByteArrayInputStream(body))
                    .readString("path");
            assertThat(RequestDecoder.decode(OpCode.exists, new JuteReader(body)))
                    .as(hex)
                    .isEqualTo(new ReadRequest.Exists(theirs, true));
        }
    }

    @Test
    void whatMayNotStandInAMulti() {
        MultiHeader end = new MultiHeader(-1, true, -1);
        ACL open = new ACL(31, new Id("world", "anyone"));
        assertMalformed(part(OpCode.getData), new GetDataRequest("/a", false), end);
        assertMalformed(part(OpCode.setACL), new SetACLRequest("/a", java.util.List.of(open), -1), end);
        assertMalformed(part(OpCode.multi), end, end);
        assertMalformed(part(OpCode.closeSession), end);
        assertMalformed(part(OpCode.createSession), end);
        assertMalformed(part(OpCode.deleteContainer), new DeleteRequest("/a", -1), end);
        assertMalformed(part(OpCode.create), new CreateRequest("/a", null, java.util.List.of(open), 7), end);
        assertMalformed(part(OpCode.delete), new DeleteRequest("/a", -1));
        byte[] mixed = Jute.bytes(part(OpCode.getChildren2), new GetChildren2Request("/", false), end);
        assertThat(RequestDecoder.decode(OpCode.multiRead, new JuteReader(mixed)))
                .isEqualTo(
                        new ReadRequest.Refused(io.coordkit.core.wire.OpCode.MULTI_READ, ErrorCode.MARSHALLING_ERROR));
    }

    @Test
    void whatNoClientMayAsk() {
        for (int op :
                new int[] {OpCode.check, OpCode.deleteContainer, OpCode.createSession, OpCode.error, 0, 10, 999}) {
            ClientRequest request = RequestDecoder.decode(op, new JuteReader(new byte[100]));
            assertThat(request).isInstanceOf(ReadRequest.Refused.class);
            assertThat(((ReadRequest.Refused) request).error()).isEqualTo(ErrorCode.UNIMPLEMENTED);
        }
    }

    private static MultiHeader part(int op) {
        return new MultiHeader(op, false, -1);
    }

    private static void assertMalformed(Record... records) {
        assertThat(RequestDecoder.decode(OpCode.multi, new JuteReader(Jute.bytes(records))))
                .isSameAs(WriteRequest.Multi.MALFORMED);
    }

    private static byte[] connect(byte[] password, boolean readOnlyFlag) {
        byte[] bytes =
                Jute.bytes(new org.apache.zookeeper.proto.ConnectRequest(0, 0x1234, 4000, 0x5678, password, true));
        return readOnlyFlag ? bytes : Arrays.copyOf(bytes, bytes.length - 1);
    }

    private static byte[] bytes(Sample sample) {
        return Jute.bytes(sample.theirs().toArray(new Record[0]));
    }

    private static void assertReads(String name, int op, byte[] bytes, ClientRequest expected) {
        ClientRequest actual = RequestDecoder.decode(op, new JuteReader(bytes));
        assertThat(actual).as(name).hasSameClassAs(expected);
        assertThat(actual).as(name).usingRecursiveComparison().isEqualTo(expected);
        assertThat(actual.op().code()).as(name).isEqualTo(op);
    }
}
