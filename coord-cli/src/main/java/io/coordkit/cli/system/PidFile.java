package io.coordkit.cli.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers a process for others: its id and when it began, as ids are given away again.
 *
 * @param path the file
 */
public record PidFile(Path path) {

    /** The system tells the same beginning a little differently when its clock is set. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** Remembers the process instead of another one. */
    public void write(ProcessHandle process) throws IOException {
        Files.writeString(path, process.pid() + " " + began(process).toEpochMilli() + "\n");
    }

    /** The process, if it is still there and is the same one. */
    public Optional<ProcessHandle> living() throws IOException {
        String[] parts = read().strip().split(" ");
        if (parts.length != 2) {
            return Optional.empty();
        }
        try {
            Instant began = Instant.ofEpochMilli(Long.parseLong(parts[1]));
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(process -> process.isAlive() && !isZombie(process))
                    .filter(process -> isNear(began(process), began));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    /** Forgets it. */
    public void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    private String read() throws IOException {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    private static boolean isZombie(ProcessHandle process) {
        return ProcStat.isZombie(Path.of("/proc", Long.toString(process.pid())));
    }

    private static boolean isNear(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(TOLERANCE) <= 0;
    }

    private static Instant began(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
