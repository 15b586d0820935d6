package io.coordkit.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coordkit.core.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    private static final int IN_USE = 17;

    @TempDir
    Path directory;

    /** Another process: says by its exit code whether it could take the lock. */
    public static final class Other {
        public static void main(String[] args) {
            try (DirectoryLock lock = DirectoryLock.acquire(Path.of(args[0]))) {
                System.exit(lock == null ? 1 : 0);
            } catch (StorageException e) {
                System.exit(IN_USE);
            }
        }
    }

    private int otherProcess() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        directory.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private void refused() {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> DirectoryLock.acquire(directory))
                .withMessageEndingWith("another server is running on this data directory");
    }

    @Test
    void keepsOutOthersUntilClosed() throws IOException, InterruptedException {
        try (DirectoryLock first = DirectoryLock.acquire(directory)) {
            refused();
            assertThat(otherProcess()).as("after a refused try in this process").isEqualTo(IN_USE);
            first.close();
            assertThat(otherProcess()).isZero();
            try (DirectoryLock second = DirectoryLock.acquire(directory)) {
                first.close();
                refused();
                assertThat(second).isNotNull();
            }
        }
    }
}
