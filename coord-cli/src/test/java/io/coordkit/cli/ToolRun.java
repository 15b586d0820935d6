package io.coordkit.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** A command run in this JVM. */
final class ToolRun {

    private final int exitCode;
    private final String out;
    private final String err;

    private ToolRun(int exitCode, String out, String err) {
        this.exitCode = exitCode;
        this.out = out;
        this.err = err;
    }

    static ToolRun of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        CommandLine coord = Main.commandLine(words);
        coord.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new ToolRun(coord.execute(words), out.toString(), err.toString());
    }

    int exitCode() {
        return exitCode;
    }

    List<String> out() {
        return out.lines().toList();
    }

    String err() {
        return err.strip();
    }
}
