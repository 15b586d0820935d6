package io.coordkit.cli.shell;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where a command prints. */
public record Output(PrintStream out, PrintStream err) {

    /** One that keeps everything, for {@link Captured#lines}. */
    static Captured captured() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new Captured(new Output(stream, stream), bytes);
    }

    /** What is printed to {@code to} is kept. */
    record Captured(Output to, ByteArrayOutputStream bytes) {
        List<String> lines() {
            return bytes.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }
}
