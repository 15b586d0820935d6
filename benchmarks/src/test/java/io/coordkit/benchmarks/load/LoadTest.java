package io.coordkit.benchmarks.load;

import static io.coordkit.benchmarks.load.ScriptedServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.benchmarks.BenchmarkFailure;
import io.coordkit.benchmarks.wire.Operation;
import io.coordkit.benchmarks.wire.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the loads make of a server that answers with a script. */
class LoadTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void countsGoodRepliesAlsoWhenTheyComeInPieces() throws IOException {
        AtomicInteger answered = new AtomicInteger();
        LatencyHistogram latencies = new LatencyHistogram();
        try (ScriptedServer server = ScriptedServer.start((xid, out) -> {
                    reply(out, 17, xid, 0);
                    out.flush();
                    out.write(7);
                    out.flush();
                    answered.incrementAndGet();
                });
                Load load = closedLoop(server)) {
            load.run(Duration.ofMillis(200), latencies);
            load.drain();
            assertThat(latencies.total()).isPositive().isBetween(answered.get() - 4L, (long) answered.get());
        }
    }

    @Test
    void anErrorInAReplyFailsTheRun() throws IOException {
        assertFails((xid, out) -> reply(out, 16, xid, xid == 3 ? -101 : 0), "xid 3 with error -101");
    }

    @Test
    void aReplyOutOfOrderFailsTheRun() throws IOException {
        assertFails((xid, out) -> reply(out, 16, xid == 2 ? 3 : xid, 0), "expected xid 2, got 3");
    }

    @Test
    void aReplyToNoRequestFailsTheRun() throws IOException {
        ScriptedServer.Script tooMany = (xid, out) -> {
            for (int i = 0; i < 10; i++) {
                reply(out, 16, xid + i, 0);
            }
        };
        assertFails(tooMany, "out of order");
    }

    @Test
    void anImpossibleLengthFailsTheRun() throws IOException {
        assertFails(
                (xid, out) -> reply(out, Integer.MAX_VALUE, xid, 0), "a reply has an impossible length of 2147483647");
    }

    @Test
    void aClosedConnectionFailsTheRun() throws IOException {
        try (ScriptedServer server = ScriptedServer.start((xid, out) -> out.close())) {
            assertThatThrownBy(() -> run(server))
                    .isInstanceOfAny(BenchmarkFailure.class, IOException.class, UncheckedIOException.class);
        }
    }

    private static void assertFails(ScriptedServer.Script script, String message) throws IOException {
        try (ScriptedServer server = ScriptedServer.start(script)) {
            assertThatThrownBy(() -> run(server))
                    .isInstanceOf(BenchmarkFailure.class)
                    .hasMessageContaining(message);
        }
    }

    private static void run(ScriptedServer server) throws IOException {
        try (Load load = closedLoop(server)) {
            load.run(LONG, new LatencyHistogram());
        }
    }

    private static Load closedLoop(ScriptedServer server) throws IOException {
        return ClosedLoop.open(clients(server, 1), 4);
    }

    private static List<Client> clients(ScriptedServer server, int count) {
        Workload workload = new Workload(10, 10);
        return IntStream.range(0, count)
                .mapToObj(i -> new Client(server.address(), workload.requests(Operation.GET, "test", i)))
                .toList();
    }
}
