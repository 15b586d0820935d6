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
import java.util.concurrent.locks.LockSupport;
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

    @Test
    void aFixedRateAsksForWhatIsDueAndWaitsForAllOfIt() throws IOException {
        LatencyHistogram latencies = new LatencyHistogram();
        try (ScriptedServer server = ScriptedServer.start((xid, out) -> reply(out, 16, xid, 0));
                Load load = OpenLoop.open(clients(server, 3), 1000)) {
            load.run(Duration.ofMillis(100), latencies);
        }
        assertThat(latencies.total()).isEqualTo(100);
    }

    @Test
    void atAFixedRateWhatIsDueWhileTheServerIsSilentIsAskedAllTheSame() throws IOException {
        LatencyHistogram latencies = new LatencyHistogram();
        ScriptedServer.Script silentUntilTwenty = (xid, out) -> {
            for (int i = 1; xid == 20 && i < 20; i++) {
                reply(out, 16, i, 0);
            }
            if (xid >= 20) {
                reply(out, 16, xid, 0);
            }
        };
        try (ScriptedServer server = ScriptedServer.start(silentUntilTwenty);
                Load load = OpenLoop.open(clients(server, 1), 1000)) {
            load.run(Duration.ofMillis(50), latencies);
        }
        assertThat(latencies.total()).isEqualTo(50);
        assertThat(latencies.maxNanos())
                .as("the first waited for the twentieth, which was not due for 19 ms")
                .isGreaterThanOrEqualTo(19_000_000);
    }

    @Test
    void whatDoesNotFitIntoTheWindowIsAskedLaterAndCountsFromWhenItWasDue() throws IOException {
        int windowMax = OpenLoop.UNANSWERED_MAX;
        long stallNanos = 60_000_000;
        ScriptedServer.Script stallingWhenTheWindowIsFull = (xid, out) -> {
            if (xid == windowMax) {
                stall(stallNanos);
                for (int i = 1; i < windowMax; i++) {
                    reply(out, 16, i, 0);
                }
            }
            if (xid >= windowMax) {
                reply(out, 16, xid, 0);
            }
        };
        LatencyHistogram latencies = new LatencyHistogram();
        try (ScriptedServer server = ScriptedServer.start(stallingWhenTheWindowIsFull);
                Load load = OpenLoop.open(clients(server, 1), 100_000)) {
            load.run(Duration.ofMillis(20), latencies);
        }
        assertThat(latencies.total()).isEqualTo(2000);
        assertThat(latencies.percentileNanos(1.0 / 2000))
                .as("the stall began when the window was full, after 10 ms; the last one was due after 20 ms")
                .isGreaterThanOrEqualTo(stallNanos - 10_000_000);
    }

    private static void stall(long nanos) {
        long endNanos = System.nanoTime() + nanos;
        while (System.nanoTime() - endNanos < 0) {
            LockSupport.parkNanos(endNanos - System.nanoTime());
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
