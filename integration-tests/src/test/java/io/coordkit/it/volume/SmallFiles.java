package io.coordkit.it.volume;

import io.coordkit.it.process.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The machine's disk, where files cannot grow beyond a limit of their process: a log that reaches it is refused as on a full
 * disk. Needs nothing of the machine, and says less: what is in the way is the length of a file.
 */
final class SmallFiles implements Volume {

    /** More than a server prints, and less than a log becomes soon. */
    private static final String LIMIT = "--fsize=" + 128 * 1024 + ":";

    private static final String NO_LIMIT = "--fsize=unlimited:";

    private final Path directory;
    private final Set<Long> users = new TreeSet<>();
    private boolean full;

    SmallFiles(Path directory) {
        this.directory = directory;
    }

    @Override
    public List<String> launcher() {
        return full ? List.of("prlimit", LIMIT, "--") : List.of();
    }

    @Override
    public Path seen() {
        return directory;
    }

    @Override
    public void fill(long user) throws IOException {
        full = true;
        users.add(user);
        limit(LIMIT);
    }

    @Override
    public void empty() throws IOException {
        full = false;
        limit(NO_LIMIT);
        users.clear();
    }

    private void limit(String limit) throws IOException {
        for (long user : users) {
            if (ProcessHandle.of(user).isPresent()) {
                Commands.run("prlimit", "--pid", Long.toString(user), limit);
            }
        }
    }

    @Override
    public void close() {
        // The directory is its maker's.
    }
}
