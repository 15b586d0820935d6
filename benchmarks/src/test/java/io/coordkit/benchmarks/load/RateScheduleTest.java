package io.coordkit.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateScheduleTest {
    private static final long START = -5_000;

    @Test
    void instantsAreEvenlySpacedAndDoNotDrift() {
        RateSchedule thirds = RateSchedule.starting(START, 3);
        assertThat(thirds.dueNanos(0)).isEqualTo(START);
        assertThat(thirds.dueNanos(1)).isEqualTo(START + 333_333_333);
        assertThat(thirds.dueNanos(2)).isEqualTo(START + 666_666_666);
        assertThat(thirds.dueNanos(3_000_000)).isEqualTo(START + 1_000_000_000_000_000L);
    }

    @Test
    void sharesTakeTurnsAndMakeUpTheWhole() {
        RateSchedule whole = RateSchedule.starting(START, 1000);
        RateSchedule second = whole.share(1, 3);
        assertThat(second.dueNanos(0)).isEqualTo(whole.dueNanos(1));
        assertThat(second.dueNanos(1)).isEqualTo(whole.dueNanos(4));
        assertThat(second.share(1, 2).dueNanos(1)).isEqualTo(whole.dueNanos(10));
        long end = START + 10_000_000;
        assertThat(whole.share(0, 3).countDue(end)
                        + second.countDue(end)
                        + whole.share(2, 3).countDue(end))
                .isEqualTo(whole.countDue(end))
                .isEqualTo(11);
    }

    @Test
    void oneIsDueFromItsInstantOn() {
        for (RateSchedule schedule : new RateSchedule[] {
            RateSchedule.starting(START, 3),
            RateSchedule.starting(START, 7919).share(4, 5),
            RateSchedule.starting(START, 1_000_000).share(7, 8)
        }) {
            assertThat(schedule.countDue(START - 1)).isZero();
            for (long number = 0; number < 1000; number++) {
                assertThat(schedule.countDue(schedule.dueNanos(number) - 1)).isEqualTo(number);
                assertThat(schedule.countDue(schedule.dueNanos(number))).isEqualTo(number + 1);
            }
        }
    }
}
