package io.coordkit.cli.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The state letter of a process or thread, as Linux tells it. */
final class ProcStat {

    /** By a signal. */
    static final char STOPPED = 'T';

    /** There is no such thing, or the system does not tell. */
    static final char GONE = ' ';

    private static final char ZOMBIE = 'Z';

    /** Counted from the state. */
    private static final int THREADS_FIELD = 17;

    private ProcStat() {}

    /** The letter of what has this directory below {@code /proc}. */
    static char state(Path directory) {
        String fields = fields(directory);
        return fields.isEmpty() ? GONE : fields.charAt(0);
    }

    /**
     * Whether a process is dead, and only its parent has not asked yet how it died. Its first thread alone may be dead: as long as
     * others are, the process has its files and ports.
     */
    static boolean isZombie(Path directory) {
        String[] fields = fields(directory).split(" ");
        return fields[0].equals(String.valueOf(ZOMBIE)) && fields[THREADS_FIELD].equals("1");
    }

    /** From the state on; empty if there is no such thing. */
    private static String fields(Path directory) {
        try {
            String stat = Files.readString(directory.resolve("stat"));
            // The name before it stands in parentheses and may contain anything.
            return stat.substring(stat.lastIndexOf(')') + 2);
        } catch (IOException ended) {
            return "";
        }
    }
}
