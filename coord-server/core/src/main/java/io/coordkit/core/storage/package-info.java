/**
 * The bytes of log, snapshot and epoch files, and their recovery, over a port; never a real file.
 *
 * <p>Ports: {@link io.coordkit.core.storage.FileIo}. Log: {@link io.coordkit.core.storage.LogBatch}, {@link
 * io.coordkit.core.storage.LogAppender}, {@link io.coordkit.core.storage.LogRecovery}. Directory: {@link
 * io.coordkit.core.storage.DataDirectory}, {@link io.coordkit.core.storage.HardStateFile}, {@link
 * io.coordkit.core.storage.Purge}. State: {@link io.coordkit.core.storage.StateRecovery}, {@link
 * io.coordkit.core.storage.SnapshotFileWriter}. For tools, which only read: {@link io.coordkit.core.storage.StateReader}, {@link
 * io.coordkit.core.storage.LogFileReader}. All classes belong to one thread at a time.
 */
@NullMarked
package io.coordkit.core.storage;

import org.jspecify.annotations.NullMarked;
