package io.coordkit.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.server.CapturedLog;
import io.coordkit.server.config.PauseConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said of sleeps that take too long. */
@Timeout(60)
class PauseMonitorTest {
    private static final PauseConfig CONFIG =
            new PauseConfig(Duration.ofMillis(500), Duration.ofMillis(1_000), Duration.ofMillis(10_000));

    private final List<Long> pauses = new ArrayList<>();
    private final AtomicLong collectedMs = new AtomicLong(70);

    private List<String> linesAfter(long... sleeps) {
        try (CapturedLog log = new CapturedLog(PauseMonitor.class);
                PauseMonitor monitor = new PauseMonitor(CONFIG, pauses::add, collectedMs::get)) {
            for (long ms : sleeps) {
                collectedMs.addAndGet(30);
                monitor.onSlept(ms);
            }
            return log.lines();
        }
    }

    @Test
    void eachIsToldAndOnlyLongOnesAreLogged() {
        assertThat(linesAfter(500, 499, 1_500, 1_501, 10_500, 10_501))
                .containsExactly(
                        "INFO process-paused ms=1001 of-which-garbage-collection-ms=30",
                        "INFO process-paused ms=10000 of-which-garbage-collection-ms=30",
                        "WARN process-paused ms=10001 of-which-garbage-collection-ms=30");
        assertThat(pauses).containsExactly(0L, 0L, 1_000L, 1_001L, 10_000L, 10_001L);
    }

    @Test
    void looksAgainAndAgainUntilItIsClosed() throws Exception {
        BlockingQueue<Long> told = new LinkedBlockingQueue<>();
        PauseConfig often = new PauseConfig(Duration.ofMillis(1), Duration.ofDays(1), Duration.ofDays(1));
        try (PauseMonitor monitor = PauseMonitor.start(often, told::add)) {
            assertThat(monitor).isNotNull();
            for (int i = 0; i < 3; i++) {
                assertThat(told.take()).isNotNegative();
            }
        }
    }
}
