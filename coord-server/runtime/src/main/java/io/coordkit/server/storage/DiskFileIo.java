package io.coordkit.server.storage;

import io.coordkit.core.storage.DiskFullException;
import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.FileInput;
import io.coordkit.core.storage.FileIo;
import io.coordkit.core.storage.StorageException;
import io.coordkit.server.text.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A directory of the local file system. Safe for several threads as long as each file has one. */
public final class DiskFileIo implements FileIo {
    /** Of a disk, a quota, a limit of the process. */
    private static final List<String> NO_SPACE =
            List.of("No space left on device", "Disk quota exceeded", "File too large");

    private final Path directory;

    private DiskFileIo(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens a directory that can be written to.
     *
     * @param createMissing create it and its parents, durably ({@code zookeeper.datadir.autocreate})
     * @throws StorageException if it is missing, no directory, or not writable
     */
    public static DiskFileIo open(Path directory, boolean createMissing) {
        Path absolute = directory.toAbsolutePath().normalize();
        if (createMissing) {
            createDirectories(absolute);
        }
        if (!Files.isDirectory(absolute)) {
            throw new StorageException(
                    absolute.toString(), Files.exists(absolute) ? "is no directory" : "directory does not exist");
        }
        if (!Files.isWritable(absolute)) {
            throw new StorageException(absolute.toString(), "directory is not writable");
        }
        return new DiskFileIo(absolute);
    }

    /**
     * Opens a directory that is only read: everything else is refused, so it may belong to a server that runs, or to somebody else.
     *
     * @throws StorageException if it is missing, no directory, or not readable
     */
    public static FileIo forReading(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            throw new StorageException(
                    absolute.toString(), Files.exists(absolute) ? "is no directory" : "directory does not exist");
        }
        if (!Files.isReadable(absolute)) {
            throw new StorageException(absolute.toString(), "directory is not readable");
        }
        return new ReadOnlyFileIo(new DiskFileIo(absolute));
    }

    private static void createDirectories(Path directory) {
        Path parent = directory.getParent();
        if (Files.isDirectory(directory) || parent == null) {
            return;
        }
        createDirectories(parent);
        try {
            Files.createDirectory(directory);
            force(parent);
        } catch (IOException e) {
            throw failure(directory, "cannot create the directory", e);
        }
    }

    /** What has been made, renamed and deleted in it stays so. */
    static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The directory, absolute. */
    public Path directory() {
        return directory;
    }

    @Override
    public String location(String name) {
        return path(name).toString();
    }

    @Override
    public List<String> list() {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            List<String> names = new ArrayList<>();
            for (Path path : stream) {
                if (Files.isRegularFile(path)) {
                    names.add(path.getFileName().toString());
                }
            }
            Collections.sort(names);
            return names;
        } catch (IOException e) {
            throw failure(directory, "cannot list the directory", e);
        }
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(path(name), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public long size(String name) {
        try {
            return Files.size(path(name));
        } catch (IOException e) {
            throw failure(path(name), "cannot read the size", e);
        }
    }

    @Override
    public FileInput open(String name, long position) {
        try {
            return new DiskFileInput(
                    path(name),
                    FileChannel.open(path(name), StandardOpenOption.READ).position(position));
        } catch (IOException e) {
            throw failure(path(name), "cannot open for reading", e);
        }
    }

    @Override
    public FileHandle create(String name) {
        try {
            FileChannel channel = FileChannel.open(
                    path(name),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            return new DiskFileHandle(path(name), channel, 0);
        } catch (IOException e) {
            throw failure(path(name), "cannot create", e);
        }
    }

    @Override
    public FileHandle openForAppend(String name) {
        try {
            FileChannel channel = FileChannel.open(path(name), StandardOpenOption.WRITE);
            return new DiskFileHandle(path(name), channel, channel.size());
        } catch (IOException e) {
            throw failure(path(name), "cannot open for writing", e);
        }
    }

    @Override
    public void delete(String name) {
        try {
            Files.delete(path(name));
        } catch (IOException e) {
            throw failure(path(name), "cannot delete", e);
        }
    }

    @Override
    public void rename(String from, String to) {
        try {
            Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failure(path(from), "cannot rename to " + to, e);
        }
    }

    @Override
    public void forceDirectory() {
        try {
            force(directory);
        } catch (IOException e) {
            throw failure(directory, "cannot force the directory", e);
        }
    }

    private Path path(String name) {
        return directory.resolve(name);
    }

    /** Bytes that this process may still write, as far as the file system knows. */
    public long usableBytes() {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw failure(directory, "cannot ask for the space that is left", e);
        }
    }

    /** What a person reads when the system refuses: the whole path, what was tried, and the system's reason. */
    static StorageException failure(Path path, String problem, IOException cause) {
        String why = problem + ": " + Reason.of(cause);
        return isFull(cause)
                ? new DiskFullException(path.toString(), why, cause)
                : new StorageException(path.toString(), why, cause);
    }

    /** The JDK has no type for it, only the system's words. */
    private static boolean isFull(IOException cause) {
        String words = String.valueOf(cause.getMessage());
        return NO_SPACE.stream().anyMatch(words::contains);
    }
}
