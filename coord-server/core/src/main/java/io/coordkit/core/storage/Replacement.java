package io.coordkit.core.storage;

import java.util.List;

/**
 * The replacement of a whole directory by one snapshot, in steps of which any may be the last before a crash. The snapshot is
 * complete under its temporary name; from the moment a marker file is there, it is the truth and everything else is to go. The
 * marker is ours alone: Apache ZooKeeper passes it over, and would start from whatever is left of the former files.
 */
final class Replacement {
    private static final String MARKER_PREFIX = "replacement.";

    private Replacement() {}

    /** Declares the snapshot of this name, which is there under its temporary one, to be the truth. */
    static void begin(DataDirectory directory, String snapshot) {
        FileIo files = directory.snapshotFiles();
        try (FileHandle marker = files.create(MARKER_PREFIX + snapshot)) {
            marker.force();
        }
        files.forceDirectory();
    }

    /** Goes on with a replacement that has begun; does nothing if there is none. */
    static void complete(DataDirectory directory) {
        FileIo files = directory.snapshotFiles();
        for (String marker : files.list()) {
            String snapshot = marker.startsWith(MARKER_PREFIX) ? marker.substring(MARKER_PREFIX.length()) : "";
            if (DataDirectory.snapshotZxid(snapshot).isPresent()) {
                complete(directory, snapshot);
                files.delete(marker);
                files.forceDirectory();
            }
        }
    }

    private static void complete(DataDirectory directory, String snapshot) {
        FileIo files = directory.snapshotFiles();
        String aside = DataDirectory.TEMPORARY_PREFIX + snapshot;
        if (files.exists(aside)) {
            files.rename(aside, snapshot);
            files.forceDirectory();
        } else if (!files.exists(snapshot)) {
            throw new StorageException(files.location(snapshot), "was to replace everything and is missing");
        }
        deleteAll(files, directory.snapshots(), snapshot);
        deleteAll(directory.logFiles(), directory.logs(), snapshot);
    }

    private static void deleteAll(FileIo files, List<String> names, String butThis) {
        for (String name : names) {
            if (!name.equals(butThis)) {
                files.delete(name);
            }
        }
        files.forceDirectory();
    }
}
