package io.coordkit.it.volume;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What one directory lies on. */
public interface Volume extends AutoCloseable {

    /** Makes what a directory lies on. */
    @FunctionalInterface
    interface Factory {
        /** For this directory, which must exist and be absolute. */
        Volume of(Path directory) throws IOException;
    }

    /** Words before a command line that let it see the directory there; the process becomes the command (exec). */
    List<String> launcher();

    /** Where this process sees what the command sees in the directory. */
    Path seen();

    /**
     * Takes the space away, also from processes that are started from now on.
     *
     * @param user the process that works there now
     */
    void fill(long user) throws IOException;

    /** Gives the space back, also to the process that works there now. */
    void empty() throws IOException;

    @Override
    void close() throws IOException;
}
