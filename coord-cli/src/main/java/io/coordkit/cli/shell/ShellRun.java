package io.coordkit.cli.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole run of the shell: of given lines, of a pipe, or with a person at the keyboard. Each returns the exit code. */
public final class ShellRun {

    private final Target target;
    private final Output output;
    private final boolean json;

    /** @param json whether each answer is one JSON object on one line */
    public ShellRun(Target target, Output output, boolean json) {
        this.target = target;
        this.output = output;
        this.json = json;
    }

    /** One command, its words as they are. */
    public int command(List<String> words) throws ShellFailure, InterruptedException {
        return connected(shell -> shell.execute(words));
    }

    /** Lines one after the other, until the first that fails. */
    public int lines(List<String> lines) throws ShellFailure, InterruptedException {
        return connected(shell -> {
            for (String line : lines) {
                shell.execute(line);
                if (shell.isOver() || shell.exitCode() != 0) {
                    return;
                }
            }
        });
    }

    /** Every line of a pipe, as zkCli does it: errors end nothing, and the last line's exit code is the run's. */
    public int pipe(Reader input) throws ShellFailure, InterruptedException {
        BufferedReader reader = new BufferedReader(input);
        return connected(shell -> {
            String line = readLine(reader);
            while (line != null && !shell.isOver()) {
                shell.execute(line);
                line = shell.isOver() ? null : readLine(reader);
            }
        });
    }

    private static @Nullable String readLine(BufferedReader reader) throws ShellFailure {
        try {
            return reader.readLine();
        } catch (IOException failed) {
            throw new ShellFailure("cannot read the commands: " + failed.getMessage(), failed);
        }
    }

    /** With a person. */
    public int interactive() throws ShellFailure, InterruptedException {
        EventPrinter events = new EventPrinter(output, json, true);
        try (Connection connection = new Connection(target, events)) {
            connection.open();
            Shell shell = new Shell(connection, events, output, json);
            new Dialogue(shell, connection, events, Path.of(System.getProperty("user.home"))).run();
            return shell.exitCode();
        }
    }

    /** What is done once there is a session. */
    @FunctionalInterface
    private interface Work {
        void on(Shell shell) throws ShellFailure, InterruptedException;
    }

    /** Without a person there is nobody who could see that the servers do not answer, so it waits for them first. */
    private int connected(Work work) throws ShellFailure, InterruptedException {
        EventPrinter events = new EventPrinter(output, json, false);
        try (Connection connection = new Connection(target, events)) {
            connection.open();
            connection.awaitOrFail();
            Shell shell = new Shell(connection, events, output, json);
            work.on(shell);
            return shell.exitCode();
        }
    }
}
