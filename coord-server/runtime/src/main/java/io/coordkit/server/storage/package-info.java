/**
 * The threads and the real files under {@code core.storage}: append, force, snapshot, lock.
 *
 * <p>{@link io.coordkit.server.storage.DiskFileIo} is the port on a real directory, {@link
 * io.coordkit.server.storage.LogWriter} the log thread with group commit.
 */
@NullMarked
package io.coordkit.server.storage;

import org.jspecify.annotations.NullMarked;
