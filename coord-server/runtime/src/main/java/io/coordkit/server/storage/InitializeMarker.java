package io.coordkit.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file {@code initialize}, by which an operator says that an empty server is new. {@code FileTxnSnapLog} looks for it where the
 * logs are, and {@code zkServer-initialize.sh} leaves it where the snapshots are; here it counts in either directory.
 */
public final class InitializeMarker {
    private static final String FILE_NAME = "initialize";

    private InitializeMarker() {}

    /** Whether it was in one of the directories; it counts once. */
    public static boolean take(Path dataDirectory, Path logDirectory) {
        boolean besideSnapshots = take(dataDirectory.resolve(FILE_NAME));
        return take(logDirectory.resolve(FILE_NAME)) || besideSnapshots;
    }

    private static boolean take(Path marker) {
        try {
            return Files.deleteIfExists(marker);
        } catch (IOException e) {
            throw DiskFileIo.failure(marker, "cannot delete", e);
        }
    }
}
