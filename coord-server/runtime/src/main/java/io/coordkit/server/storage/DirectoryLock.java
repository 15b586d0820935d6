package io.coordkit.server.storage;

import io.coordkit.core.storage.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps two servers from one data directory.
 *
 * <p>The operating system drops the lock with the process, however it ends; the lock file itself stays, empty. Apache
 * ZooKeeper has no such lock and ignores ours.
 */
public final class DirectoryLock implements AutoCloseable {
    private static final String FILE_NAME = "coordkit.lock";

    /**
     * Directories locked by this process. Asked first, because POSIX drops a process's lock as soon as the process closes
     * any descriptor of the file, and a refused second try would do just that.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the lock of an existing directory.
     *
     * @throws StorageException if another server, in this process or another one, holds it
     */
    public static DirectoryLock acquire(Path directory) {
        try {
            Path real = directory.toRealPath();
            if (!HELD.add(real)) {
                throw inUse(real);
            }
            try {
                return new DirectoryLock(real, lock(real));
            } catch (IOException | StorageException e) {
                HELD.remove(real);
                throw e;
            }
        } catch (IOException e) {
            throw DiskFileIo.failure(directory, "cannot lock the data directory", e);
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(FILE_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        if (!locked) {
            throw inUse(directory);
        }
        return channel;
    }

    private static StorageException inUse(Path directory) {
        return new StorageException(directory.toString(), "another server is running on this data directory");
    }

    /** Lets the next server in. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw DiskFileIo.failure(directory, "cannot release the lock", e);
        } finally {
            HELD.remove(directory);
        }
    }
}
