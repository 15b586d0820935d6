package io.coordkit.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetronomeTest {
    private static final long PATIENCE_SECONDS = 60;

    @Test
    void everyInstantIsFollowedByACallAndNoneComesEarly() throws InterruptedException {
        RateSchedule schedule = RateSchedule.starting(System.nanoTime(), 1000);
        CountDownLatch last = new CountDownLatch(1);
        AtomicLong calls = new AtomicLong();
        AtomicLong early = new AtomicLong();
        Runnable beat = () -> {
            long due = schedule.countDue(System.nanoTime());
            early.addAndGet(calls.incrementAndGet() > due ? 1 : 0);
            if (due >= 50) {
                last.countDown();
            }
        };
        try (Metronome metronome = Metronome.start(schedule, schedule.startNanos() + 50_000_000, beat)) {
            assertThat(metronome).isNotNull();
            assertThat(last.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(early).hasValue(0);
    }
}
