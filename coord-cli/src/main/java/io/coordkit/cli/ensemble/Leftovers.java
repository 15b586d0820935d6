package io.coordkit.cli.ensemble;

import io.coordkit.cli.system.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a supervisor that was killed has left behind: servers without a parent, and files about processes. */
final class Leftovers {

    private static final long DEATH_NANOS_MAX = TimeUnit.SECONDS.toNanos(10);

    private final Home home;
    private final Layout layout;

    Leftovers(Home home, Layout layout) {
        this.home = home;
        this.layout = layout;
    }

    /** The processes that still live: servers, and a supervisor that does not listen. */
    List<ProcessHandle> processes() throws IOException {
        List<ProcessHandle> living = new ArrayList<>();
        for (PidFile file : pidFiles()) {
            file.living().ifPresent(living::add);
        }
        return living;
    }

    /** Kills the processes, waits for their end, and removes the files. */
    void remove() throws IOException, InterruptedException {
        processes().forEach(ProcessHandle::destroyForcibly);
        long began = System.nanoTime();
        while (!processes().isEmpty()) {
            if (System.nanoTime() - began > DEATH_NANOS_MAX) {
                throw new IOException("processes do not die: " + pids(processes()));
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        for (PidFile file : pidFiles()) {
            file.delete();
        }
        for (int server : layout.members()) {
            Files.deleteIfExists(home.statusFile(server));
        }
        Files.deleteIfExists(home.socket());
        Files.deleteIfExists(home.lock());
    }

    /** For a message. */
    static String pids(List<ProcessHandle> processes) {
        return String.join(
                ", ",
                processes.stream().map(process -> Long.toString(process.pid())).toList());
    }

    private List<PidFile> pidFiles() {
        List<PidFile> files = new ArrayList<>();
        files.add(home.supervisorPid());
        layout.members().forEach(server -> files.add(home.serverPid(server)));
        return files;
    }
}
