package io.coordkit.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcStatTest {
    @TempDir
    Path process;

    private void says(char state, int threads) throws IOException {
        Files.writeString(
                process.resolve("stat"),
                "42 (a) name Z) " + state + " 1 42 42 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 " + threads + " 0 12345 0 0\n");
    }

    @Test
    void theStateStandsBehindTheName() throws IOException {
        says('T', 3);
        assertThat(ProcStat.state(process)).isEqualTo(ProcStat.STOPPED);
        assertThat(ProcStat.isZombie(process)).isFalse();
    }

    @Test
    void aProcessIsDeadWhenItsLastThreadIs() throws IOException {
        says('Z', 3);
        assertThat(ProcStat.isZombie(process)).isFalse();
        says('Z', 1);
        assertThat(ProcStat.isZombie(process)).isTrue();
    }

    @Test
    void whatIsNotThereIsGoneAndNoZombie() {
        assertThat(ProcStat.state(process)).isEqualTo(ProcStat.GONE);
        assertThat(ProcStat.isZombie(process)).isFalse();
    }

    @Test
    void thisProcessLives() {
        Path self = Path.of("/proc", Long.toString(ProcessHandle.current().pid()));
        assertThat(ProcStat.isZombie(self)).isFalse();
    }
}
