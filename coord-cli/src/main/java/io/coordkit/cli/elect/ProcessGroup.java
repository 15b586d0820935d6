package io.coordkit.cli.elect;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command with all the processes that it starts, so that they end together. What it prints goes where ours goes. */
final class ProcessGroup {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Process process;

    private ProcessGroup(Process process) {
        this.process = process;
    }

    /**
     * Starts a command.
     *
     * @param environment what it finds there besides ours
     * @throws IOException when there is no such program, or it cannot be started
     */
    static ProcessGroup start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(inSessionOfItsOwn(command))
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT);
        builder.environment().putAll(environment);
        return new ProcessGroup(builder.start());
    }

    /** A session of its own is a group of its own, and no Ctrl-C of our terminal reaches it. */
    static List<String> inSessionOfItsOwn(List<String> command) {
        List<String> line = new ArrayList<>();
        if (hasGroups()) {
            line.add(SETSID.toString());
        }
        line.addAll(command);
        return line;
    }

    private static boolean hasGroups() {
        return Files.isExecutable(SETSID);
    }

    long id() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit code of the command itself. */
    CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Asks all of it to end (TERM), and after the grace makes it (KILL). On return the command is gone. */
    void stop(Duration grace) {
        signal("TERM");
        boolean ended = awaitEnd(grace);
        // Whoever the command has left behind goes, too.
        signal("KILL");
        if (!ended) {
            process.destroyForcibly();
            awaitEnd(Duration.ofSeconds(10));
        }
    }

    private boolean awaitEnd(Duration atMost) {
        boolean interrupted = Thread.interrupted();
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (true) {
                try {
                    return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void signal(String name) {
        String target = hasGroups() ? "-" + process.pid() : Long.toString(process.pid());
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + target)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noShell) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
