package io.coordkit.server.peer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * A range of ports in blocks, each of which one process at a time has to itself: it holds a lock on a file named after the
 * block, which the system releases at its end, however it ends. Not thread-safe.
 */
final class PortBlocks {
    private final Path directory;
    private final List<Integer> others = new ArrayList<>();
    /** A channel that nobody refers to is closed, and its lock with it. */
    private final List<FileLock> held = new ArrayList<>();

    /**
     * @param directory of the locks, shared by all processes that are to keep out of each other's way; it need not exist
     * @param random where the search begins
     */
    PortBlocks(Path directory, int firstPort, int blocks, int size, RandomGenerator random) {
        this.directory = directory;
        int start = random.nextInt(blocks);
        for (int i = 0; i < blocks; i++) {
            others.add(firstPort + (start + i) % blocks * size);
        }
    }

    /**
     * The first port of a block that is this process's alone from now on; nothing when there is none left.
     *
     * @throws IOException when locks cannot be had here
     */
    OptionalInt claim() throws IOException {
        Files.createDirectories(directory);
        for (int port : others) {
            if (lock(directory.resolve(Integer.toString(port)))) {
                others.remove(Integer.valueOf(port));
                return OptionalInt.of(port);
            }
        }
        return OptionalInt.empty();
    }

    private boolean lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        boolean mine = false;
        try {
            FileLock lock = channel.tryLock();
            mine = lock != null;
            if (mine) {
                held.add(lock);
            }
        } catch (OverlappingFileLockException ofAnotherClassLoader) {
            mine = false;
        } finally {
            if (!mine) {
                channel.close();
            }
        }
        return mine;
    }
}
