package io.coordkit.cli.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the threads of another process do, as Linux tells it. */
final class ThreadStates {
    private final Path tasks;

    ThreadStates(long pid) {
        this.tasks = Path.of("/proc", Long.toString(pid), "task");
    }

    /**
     * Whether every thread has really stopped: the signal that stops a process reaches its threads one after the other, and
     * until then they go on working. True where the system does not tell, and for a process that is gone.
     */
    boolean allStopped() {
        return all().stream()
                .map(ProcStat::state)
                .allMatch(state -> state == ProcStat.STOPPED || state == ProcStat.GONE);
    }

    /** Whether the process has been told to stop. False where the system does not tell, and for a process that is gone. */
    boolean anyStopped() {
        return all().stream().map(ProcStat::state).anyMatch(state -> state == ProcStat.STOPPED);
    }

    private List<Path> all() {
        if (!Files.isDirectory(tasks)) {
            return List.of();
        }
        try (Stream<Path> threads = Files.list(tasks)) {
            return threads.toList();
        } catch (IOException ended) {
            return List.of();
        }
    }
}
