package io.coordkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.run(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void runsOneSeedTheSameWayTwice() {
        assertThat(run("--seed", "6")).isZero();
        String first = said();
        said.reset();
        assertThat(run("--seed", "0x6")).isZero();
        assertThat(said()).isEqualTo(first).contains("OK").contains("trace=");
    }

    @Test
    void runsThePlanThatItPrinted(@TempDir Path directory) throws IOException {
        run("--seed", "6");
        String direct = said();
        said.reset();
        run("--seed", "6", "--trace");
        Path plan = directory.resolve("six.txt");
        Files.writeString(
                plan,
                said().lines().filter(line -> line.matches("(seed|knob|at) .*")).reduce("", (a, b) -> a + b + "\n"));
        said.reset();
        assertThat(run("--plan", plan.toString())).isZero();
        assertThat(said()).isEqualTo(direct);
    }

    @Test
    void reportsHowMuchItDid() {
        assertThat(run("--seeds", "3", "--from", "40")).isZero();
        assertThat(said()).contains("runs=3").contains("recoveries").contains("simulated hours");
    }

    @Test
    void explainsWhatItDoesNotUnderstand(@TempDir Path directory) throws IOException {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--bogus")).isEqualTo(2);
        assertThat(run("--seed")).isEqualTo(2);
        assertThat(run("--seed", "x")).isEqualTo(2);
        Path plan = directory.resolve("bad.txt");
        Files.writeString(plan, "at soon CREATE 0 /a 0\n");
        assertThat(run("--plan", plan.toString())).isEqualTo(2);
        assertThat(said()).contains("usage:").contains("plan line not understood: at soon CREATE 0 /a 0");
    }
}
