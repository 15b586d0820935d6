package io.coordkit.cli.files;

import io.coordkit.core.storage.Compression;
import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.FileIo;
import io.coordkit.server.storage.CompressedSnapshots;
import io.coordkit.server.storage.DiskFileIo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file, or some files of a directory, opened for reading only.
 *
 * @param files the directory
 * @param names the files, in the order of their zxids
 */
record Place(FileIo files, List<String> names) {

    /** The logs of a directory (of {@code version-2} in it, where there is one), or the one file that is named. */
    static Place ofLogs(Path path) throws FilesFailure {
        Place place = Files.isDirectory(path) ? logsIn(path) : single(path);
        if (place.names.isEmpty()) {
            throw new FilesFailure(path + ": there is no transaction log in it");
        }
        return place;
    }

    private static Place logsIn(Path path) throws FilesFailure {
        FileIo files = directory(path);
        return new Place(files, new DataDirectory(files, files).logs());
    }

    /** The newest snapshot of a directory, or the file that is named. */
    static Place ofSnapshot(Path path) throws FilesFailure {
        if (!Files.isDirectory(path)) {
            return single(path);
        }
        FileIo files = directory(path);
        List<String> candidates = new DataDirectory(files, files).snapshotCandidates();
        if (candidates.isEmpty()) {
            throw new FilesFailure(path + ": there is no snapshot in it");
        }
        return new Place(files, candidates.subList(0, 1));
    }

    /** All snapshots of a directory, or the file that is named. */
    static Place ofSnapshots(Path path) throws FilesFailure {
        if (!Files.isDirectory(path)) {
            return single(path);
        }
        FileIo files = directory(path);
        Place place = new Place(files, new DataDirectory(files, files).snapshots());
        if (place.names.isEmpty()) {
            throw new FilesFailure(path + ": there is no snapshot in it");
        }
        return place;
    }

    /** Snapshots and logs of a data directory; {@code logs} may be another one. */
    static DataDirectory data(Path snapshots, Path logs) throws FilesFailure {
        FileIo snapshotFiles = directory(snapshots);
        return withCodec(snapshotFiles, snapshots.equals(logs) ? snapshotFiles : directory(logs));
    }

    /** One that reads compressed snapshots too. */
    static DataDirectory withCodec(FileIo snapshotFiles, FileIo logFiles) {
        return new DataDirectory(snapshotFiles, logFiles, new CompressedSnapshots(Compression.NONE));
    }

    private static FileIo directory(Path path) throws FilesFailure {
        if (!Files.isDirectory(path)) {
            throw new FilesFailure(path + ": " + (Files.exists(path) ? "is no directory" : "no such directory"));
        }
        Path version = path.resolve(DataDirectory.VERSION_DIRECTORY);
        return DiskFileIo.forReading(Files.isDirectory(version) ? version : path);
    }

    private static Place single(Path path) throws FilesFailure {
        if (!Files.isRegularFile(path)) {
            throw new FilesFailure(path + ": no such file");
        }
        if (!Files.isReadable(path)) {
            throw new FilesFailure(path + ": permission denied");
        }
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new FilesFailure(path + ": is no file");
        }
        return new Place(
                DiskFileIo.forReading(parent), List.of(absolute.getFileName().toString()));
    }
}
