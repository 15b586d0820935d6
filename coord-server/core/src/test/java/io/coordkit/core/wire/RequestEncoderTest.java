package io.coordkit.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a learner forwards is what it was asked. */
class RequestEncoderTest {
    private static final List<WriteRequest> SAMPLES = List.of(
            new WriteRequest.Create(OpCode.CREATE, "/a", new byte[] {1}, Acl.OPEN, 1, -1),
            new WriteRequest.Create(OpCode.CREATE2, "/a", null, Acl.READ_ONLY, 3, -1),
            new WriteRequest.Create(OpCode.CREATE_CONTAINER, "/c", new byte[0], Acl.OPEN, 4, -1),
            new WriteRequest.Create(OpCode.CREATE_TTL, "/t", new byte[0], Acl.OPEN, 5, 1234),
            new WriteRequest.Delete("/a", 3),
            new WriteRequest.SetData("/a", new byte[] {9}, -1),
            new WriteRequest.SetAcl("/a", List.of(new Acl(3, "digest", "u:x")), 2),
            new WriteRequest.Reconfig(null, "1,2", null, -1),
            new WriteRequest.Multi(
                    List.of(
                            new WriteRequest.Check("/a", 1),
                            new WriteRequest.Create(OpCode.CREATE, "/b", new byte[0], Acl.OPEN, 0, -1),
                            new WriteRequest.Delete("/c", -1)),
                    true),
            WriteRequest.Multi.MALFORMED,
            WriteRequest.CloseSession.INSTANCE);

    @Test
    void theDecoderReadsWhatIsWritten() {
        for (WriteRequest sample : SAMPLES) {
            JuteWriter out = new JuteWriter(64);
            sample.accept(new RequestEncoder(out));
            byte[] body = out.toByteArray();
            ClientRequest read = RequestDecoder.decode(sample.op().code(), new JuteReader(body));
            assertThat(read).usingRecursiveComparison().isEqualTo(sample);
        }
    }
}
