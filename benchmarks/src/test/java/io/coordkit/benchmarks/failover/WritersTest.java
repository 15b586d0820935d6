package io.coordkit.benchmarks.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.benchmarks.BenchmarkFailure;
import io.coordkit.benchmarks.load.ScriptedServer;
import io.coordkit.benchmarks.wire.Operation;
import io.coordkit.benchmarks.wire.RequestStream;
import io.coordkit.benchmarks.wire.Workload;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What writers make of servers that answer with a script. */
class WritersTest {
    private static final int PER_SECOND = 1000;

    @Test
    void aWriterThatLosesItsServerResumesItsSessionAtTheNextOne() throws IOException {
        try (ScriptedServer dying = ScriptedServer.start(WritersTest::acknowledgeThreeAndClose);
                ScriptedServer next = ScriptedServer.start(WritersTest::acknowledge);
                Writers writers = start(1, dying.address(), next.address())) {
            writers.awaitEach(10);
            assertThat(dying.greetings()).hasSize(1);
            assertThat(next.greetings()).hasSize(1);
            ByteBuffer resumption = ByteBuffer.wrap(next.greetings().get(0));
            assertThat(resumption.getLong(4)).as("last zxid").isEqualTo(1003);
            assertThat(resumption.getLong(16)).as("session").isEqualTo(ScriptedServer.SESSION);
            assertThat(resumption.get(resumption.capacity() - 2)).as("password").isEqualTo(ScriptedServer.PASSWORD);
        }
    }

    @Test
    void aServerThatIsGoneIsPassedOver() throws IOException {
        InetSocketAddress gone;
        try (ScriptedServer server = ScriptedServer.startRefusing()) {
            gone = server.address();
        }
        try (ScriptedServer dying = ScriptedServer.start(WritersTest::acknowledgeThreeAndClose);
                ScriptedServer next = ScriptedServer.start(WritersTest::acknowledge);
                Writers writers = start(1, dying.address(), gone, next.address())) {
            writers.awaitEach(10);
            assertThat(next.greetings()).hasSize(1);
        }
    }

    @Test
    void aLostSessionFailsTheRun() throws IOException {
        try (ScriptedServer dying = ScriptedServer.start(WritersTest::acknowledgeThreeAndClose);
                ScriptedServer forgetful = ScriptedServer.startRefusing();
                Writers writers = start(1, dying.address(), forgetful.address())) {
            assertThatThrownBy(() -> writers.awaitEach(10))
                    .isInstanceOf(BenchmarkFailure.class)
                    .hasMessage("the session 0x1234 was lost");
        }
    }

    @Test
    void aWrongReplyFailsTheRun() throws IOException {
        ScriptedServer.Script wrong = (xid, out) -> ScriptedServer.reply(out, 16, xid, xid == 5 ? -101 : 0);
        try (ScriptedServer server = ScriptedServer.start(wrong);
                Writers writers = start(2, server.address())) {
            assertThatThrownBy(() -> writers.awaitEach(10))
                    .isInstanceOf(BenchmarkFailure.class)
                    .hasMessageContaining("xid 5 error -101");
        }
    }

    @Test
    void thePauseIsThatOfAllWritersTogether() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(WritersTest::acknowledge);
                Writers writers = start(3, server.address())) {
            writers.awaitEach(5);
            assertThat(writers.longestPause(() -> assertThat(server.greetings()).hasSize(3), 5))
                    .isPositive();
        }
    }

    /** All begin at the first server. */
    private static Writers start(int count, InetSocketAddress... servers) {
        Workload workload = new Workload(10, 10);
        List<RequestStream> requests = IntStream.range(0, count)
                .mapToObj(i -> workload.requests(Operation.SET, "test", i))
                .toList();
        List<InetSocketAddress> firsts =
                IntStream.range(0, count).mapToObj(i -> servers[0]).toList();
        return Writers.start(firsts, List.of(servers), requests, PER_SECOND);
    }

    private static void acknowledge(int xid, DataOutputStream out) throws IOException {
        ScriptedServer.reply(out, 16, xid, 0);
    }

    private static void acknowledgeThreeAndClose(int xid, DataOutputStream out) throws IOException {
        if (xid > 3) {
            out.close();
        } else {
            acknowledge(xid, out);
        }
    }
}
