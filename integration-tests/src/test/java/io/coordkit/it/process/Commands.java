package io.coordkit.it.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Commands of the machine's administrator, each waited for. */
public final class Commands {

    private Commands() {}

    /**
     * Runs a command and returns what it printed.
     *
     * @throws IOException with that in the message when it fails or does not exist
     */
    public static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + printed.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return printed;
    }

    /** As {@link #run}, one word after the other from a line without quotes. */
    public static String line(String line) throws IOException {
        return run(line.split(" "));
    }

    /** Runs every line, also when some fail. */
    public static void clean(List<String> lines) throws IOException {
        var failures = new ArrayList<String>();
        for (String line : lines) {
            try {
                line(line);
            } catch (IOException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        if (!failures.isEmpty()) {
            throw new IOException(String.join("; ", failures));
        }
    }

    /** Whether this process is root's. */
    public static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
