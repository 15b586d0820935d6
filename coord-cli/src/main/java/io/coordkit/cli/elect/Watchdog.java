package io.coordkit.cli.elect;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A small process beside the command that stops it when our own process is killed or stands still: a command must not outlive
 * the session that allows it to run. It reads the command's process group, and then a line for each sign of life.
 */
final class Watchdog implements AutoCloseable {
    /** KILL, because the trap that keeps a terminal's Ctrl-C away from the watchdog is inherited. */
    private static final String SCRIPT = """
            trap '' HUP INT TERM
            limit=$1; tenths=$2
            beat() {
                if command -v timeout > /dev/null; then
                    timeout -s KILL "$limit" sh -c 'read -r line && echo "$line"'
                else
                    read -r line && echo "$line"
                fi
            }
            read -r group || exit 0
            while word=$(beat); do
                [ "$word" = done ] && exit 0
            done
            kill -TERM "-$group" || exit 0
            while [ "$tenths" -gt 0 ] && kill -0 "-$group"; do
                tenths=$((tenths - 1))
                sleep 0.1
            done
            kill -KILL "-$group"
            """;

    private final Process process;
    private final OutputStream line;

    /**
     * Starts one.
     *
     * @param silence after which it stops the command
     * @param grace between TERM and KILL
     */
    Watchdog(Duration silence, Duration grace) throws IOException {
        process = new ProcessBuilder(ProcessGroup.inSessionOfItsOwn(
                        List.of("/bin/sh", "-c", SCRIPT, "coord-watchdog", seconds(silence), tenths(grace))))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        line = process.getOutputStream();
    }

    private static String seconds(Duration time) {
        return Double.toString(time.toMillis() / 1000.0);
    }

    private static String tenths(Duration time) {
        return Long.toString(time.toMillis() / 100);
    }

    /** From now on it watches over this process group. */
    void watch(long group) throws IOException {
        say(Long.toString(group));
    }

    /** A sign of life. */
    void beat() {
        try {
            say("alive");
        } catch (IOException gone) {
            // It has stopped the command, which tells us so itself.
            process.destroyForcibly();
        }
    }

    private void say(String word) throws IOException {
        line.write((word + "\n").getBytes(StandardCharsets.US_ASCII));
        line.flush();
    }

    /** The command has ended; nothing is left to watch. */
    @Override
    public void close() {
        try {
            say("done");
            line.close();
        } catch (IOException gone) {
            process.destroyForcibly();
        }
    }
}
