package io.coordkit.benchmarks.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole command on a real server with little to hold; nothing here looks at how much it needed. */
class FootprintTest {
    @TempDir
    Path directory;

    @Test
    void aServerIsWeighed() throws IOException {
        StringWriter out = new StringWriter();
        Path json = directory.resolve("footprint.json");
        int exitCode = new CommandLine(new FootprintCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .execute(
                        "--znodes=2000",
                        "--sessions=20",
                        "--watches=2000",
                        "--server=coordkit",
                        "--jvm-argument=-Xmx256m",
                        "--directory=" + directory,
                        "--json=" + json);
        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("| coordkit | ");
        assertThat(Files.readString(json)).contains("heapPerWatch");
    }
}
