package io.coordkit.it.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Volumes that can be filled, as real as this machine has them. */
public final class SmallVolumes {

    /** {@code -Dcoord.it.volumes=files}: limits of files everywhere. Without it only where nothing may be mounted. */
    private static final boolean FILES = "files".equals(System.getProperty("coord.it.volumes", ""));

    private SmallVolumes() {}

    /** One for each directory. */
    public static Volume.Factory factory() {
        return Availability.ANSWER ? SmallDisk::new : SmallFiles::new;
    }

    private static final class Availability {
        private static final boolean ANSWER = !FILES && tryOut();

        private static boolean tryOut() {
            try {
                Path directory = Files.createTempDirectory("volume");
                try (var trial = new SmallDisk(directory)) {
                    trial.fill();
                    trial.empty();
                    return true;
                } finally {
                    Files.delete(directory);
                }
            } catch (IOException cannot) {
                return false;
            }
        }
    }
}
