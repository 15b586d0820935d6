package io.coordkit.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file {@code initialize} in the data directory, by which an operator says that an empty server is new ({@code FileTxnSnapLog}). */
public final class InitializeMarker {
    private static final String FILE_NAME = "initialize";

    private InitializeMarker() {}

    /** Whether it was there; it counts once. */
    public static boolean take(Path dataDirectory) {
        Path marker = dataDirectory.resolve(FILE_NAME);
        try {
            return Files.deleteIfExists(marker);
        } catch (IOException e) {
            throw DiskFileIo.failure(marker, "cannot delete", e);
        }
    }
}
