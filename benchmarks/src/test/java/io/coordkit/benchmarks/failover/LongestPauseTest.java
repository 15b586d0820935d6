package io.coordkit.benchmarks.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LongestPauseTest {
    @Test
    void theLongestOfAllPausesCounts() {
        LongestPause pause = new LongestPause(100);
        assertThat(pause.nanos()).isZero();
        pause.event(110);
        pause.event(150);
        pause.event(155);
        assertThat(pause.nanos()).isEqualTo(40);
    }

    @Test
    void thePresentPauseCountsFromItsBeginning() {
        LongestPause pause = new LongestPause(0);
        pause.event(90);
        pause.event(100);
        pause.forgetEnded();
        assertThat(pause.nanos()).isZero();
        pause.event(130);
        pause.event(135);
        assertThat(pause.nanos()).isEqualTo(30);
    }
}
