package io.coordkit.it.clients;

import io.coordkit.it.process.Eventually;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** The shell of ZooKeeper's C client, as Debian has it. What it prints comes in its own time, so it is read from a file. */
final class CliMt implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Process process;
    private final Writer input;
    private final Path output;
    private int read;

    CliMt(String program, String connectString, Path output) throws IOException {
        this.output = output;
        process = new ProcessBuilder(program, "-h", connectString)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        input = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Where the program is; empty if it is not installed. */
    static String find() {
        return Stream.of("/usr/lib/zookeeper/bin/cli_mt", "/usr/bin/cli_mt")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse("");
    }

    void enter(String command) throws IOException {
        input.write(command + "\n");
        input.flush();
    }

    /** Waits until it has printed this, after what was waited for before. */
    void await(String text) throws IOException {
        Eventually.holds(DEADLINE, () -> {
            String printed = Files.readString(output);
            int at = printed.indexOf(text, read);
            if (at < 0) {
                if (!process.isAlive()) {
                    throw new AssertionError("ended without '" + text + "':\n" + printed);
                }
                return false;
            }
            read = at + text.length();
            return true;
        });
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
