package io.coordkit.sim.check;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.LogReader;
import io.coordkit.core.storage.LogRecovery;
import io.coordkit.core.storage.RecentLog;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.sim.disk.SimDisk;
import java.util.Arrays;

/** How far the bytes go that a loss of power is sure to leave on one server's disk. */
final class DiskProof {
    static final int PAYLOAD_BYTES_MAX = 1 << 20;

    private final NodeView node;
    private long proven;

    DiskProof(NodeView node) {
        this.node = node;
    }

    /** Whether the transaction, and everything before it, is there. */
    boolean holds(Chronicle chronicle, long zxid) {
        if (zxid > proven) {
            SimDisk left = node.disk().forcedCopy();
            readOn(chronicle, left);
            if (zxid > proven) {
                startAnew(left);
            }
        }
        return zxid <= proven;
    }

    /** What has been proven may be gone: the disk was changed on purpose, or crashed. */
    void doubt() {
        proven = 0;
    }

    /** The usual case: more of the same log. */
    private void readOn(Chronicle chronicle, SimDisk left) {
        if (proven == 0) {
            return;
        }
        try (LogReader reader = new LogRecovery(left, PAYLOAD_BYTES_MAX).read(proven + 1)) {
            while (reader.next()) {
                Entry entry = chronicle.find(reader.zxid());
                byte[] payload =
                        Arrays.copyOfRange(reader.buffer(), reader.offset(), reader.offset() + reader.length());
                if (entry == null || !Arrays.equals(entry.payload, payload)) {
                    return;
                }
                proven = reader.zxid();
            }
        } catch (StorageException e) {
            // A hole, where a snapshot has replaced the log: the whole of it tells.
            proven = 0;
        }
    }

    private void startAnew(SimDisk left) {
        try {
            DataDirectory directory = new DataDirectory(left, left);
            proven = new StateRecovery(
                            directory,
                            new TreeOptions(false, false, false, true, 1),
                            PAYLOAD_BYTES_MAX,
                            RecentLog.Limits.NONE)
                    .recover(StateRecovery.Trust.USUAL)
                    .tree()
                    .lastZxid();
        } catch (StorageException e) {
            proven = 0;
        }
    }
}
