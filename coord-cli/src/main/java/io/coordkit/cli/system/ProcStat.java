package io.coordkit.cli.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The state letter of a process or thread, as Linux tells it. */
final class ProcStat {

    /** By a signal. */
    static final char STOPPED = 'T';

    /** Dead, and its parent has not asked how it died. */
    static final char ZOMBIE = 'Z';

    /** There is no such thing, or the system does not tell. */
    static final char GONE = ' ';

    private ProcStat() {}

    /** The letter of what has this directory below {@code /proc}. */
    static char state(Path directory) {
        try {
            List<String> stat = Files.readAllLines(directory.resolve("stat"));
            // The name before it stands in parentheses and may contain anything.
            String line = stat.get(0);
            return line.charAt(line.lastIndexOf(')') + 2);
        } catch (IOException ended) {
            return GONE;
        }
    }
}
