package io.coordkit.core.storage;

import java.util.List;

/**
 * One directory of plain files; everything the server needs of a disk and nothing more.
 *
 * <p>Nothing is durable before {@link FileHandle#force()} (content) and {@link #forceDirectory()} (names: creation,
 * deletion, renaming). Every method throws {@link StorageException} when the disk fails. When snapshots and logs share a
 * directory they share the instance.
 */
public interface FileIo {
    /** How an operator finds a file: its whole path, where the directory has one. For messages only. */
    default String location(String name) {
        return name;
    }

    /** The names of the plain files, sorted. */
    List<String> list();

    /** Whether a plain file of that name is there. */
    boolean exists(String name);

    /** Length in bytes, zero fill included. */
    long size(String name);

    /** Opens for sequential reading from {@code position} on. */
    FileInput open(String name, long position);

    /** Creates an empty file, replacing one of that name. */
    FileHandle create(String name);

    /** Opens an existing file; appends go to its end. */
    FileHandle openForAppend(String name);

    /** Deletes a file that is there. */
    void delete(String name);

    /** Renames atomically, replacing {@code to}. */
    void rename(String from, String to);

    /** Makes all creations, deletions and renamings so far survive a crash. */
    void forceDirectory();
}
