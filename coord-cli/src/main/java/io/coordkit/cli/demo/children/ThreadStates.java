package io.coordkit.cli.demo.children;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the threads of another process do, as Linux tells it. */
final class ThreadStates {
    private static final char STOPPED = 'T';

    private final Path tasks;

    ThreadStates(long pid) {
        this.tasks = Path.of("/proc", Long.toString(pid), "task");
    }

    /**
     * Whether every thread has really stopped: the signal that stops a process reaches its threads one after the other, and
     * until then they go on working. True where the system does not tell, and for a process that is gone.
     */
    boolean allStopped() {
        if (!Files.isDirectory(tasks)) {
            return true;
        }
        try (Stream<Path> threads = Files.list(tasks)) {
            return threads.toList().stream().allMatch(ThreadStates::isStopped);
        } catch (IOException ended) {
            return true;
        }
    }

    private static boolean isStopped(Path thread) {
        try {
            List<String> stat = Files.readAllLines(thread.resolve("stat"));
            // The name before it stands in parentheses and may contain anything.
            String line = stat.get(0);
            return line.charAt(line.lastIndexOf(')') + 2) == STOPPED;
        } catch (IOException ended) {
            return true;
        }
    }
}
