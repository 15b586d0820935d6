package io.coordkit.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.benchmarks.BenchmarkFailure;
import org.junit.jupiter.api.Test;

class CpuTest {
    private static final String STAT =
            "4711 (java (x) y) S 1 4711 4711 0 -1 4194304 30 0 0 0 123 45 6 7 20 0 30 0 999 1 2 3";

    @Test
    void userAndSystemTimeAreFoundBehindAnAwkwardName() {
        assertThat(CpuTime.parse(STAT)).isEqualTo(new CpuTime(1_230_000_000L, 450_000_000L));
    }

    @Test
    void theTimesOfSeveralProcessesAddUp() {
        assertThat(CpuTime.NONE.plus(new CpuTime(1, 2)).plus(new CpuTime(10, 20)))
                .isEqualTo(new CpuTime(11, 22));
    }

    @Test
    void aShortLineIsRefused() {
        assertThatThrownBy(() -> CpuTime.parse("4711 (java) S 1 2"))
                .isInstanceOf(BenchmarkFailure.class)
                .hasMessageContaining("4711 (java) S 1 2");
    }

    @Test
    void ourOwnTimeIsThereAndADeadProcessHasNone() {
        assertThat(CpuTime.of(ProcessHandle.current().pid()).totalNanos()).isPositive();
        assertThatThrownBy(() -> CpuTime.of(0)).isInstanceOf(BenchmarkFailure.class);
    }

    @Test
    void theMachineIsBusyInAllColumnsButIdleAndWaiting() {
        String stat = "cpu  1 2 4 1000 2000 8 16 32 64 128\ncpu0 1 1 1 1 1 1 1 1 1 1\n";
        assertThat(CpuUse.machineBusyNanos(stat)).isEqualTo(63 * CpuTime.NANOS_PER_TICK);
        assertThatThrownBy(() -> CpuUse.machineBusyNanos("intr 1")).isInstanceOf(BenchmarkFailure.class);
    }

    @Test
    void othersGetWhatServersAndLoadDidNotUse() {
        CpuUse before = new CpuUse(new CpuTime(1, 1), new CpuTime(2, 2), 10);
        CpuUse after = new CpuUse(new CpuTime(11, 21), new CpuTime(7, 7), 60);
        assertThat(after.since(before)).isEqualTo(new CpuUse(new CpuTime(10, 20), new CpuTime(5, 5), 50));
        assertThat(after.since(before).othersNanos()).isEqualTo(10);
        assertThat(new CpuUse(new CpuTime(9, 9), new CpuTime(0, 0), 10).othersNanos())
                .isZero();
    }
}
