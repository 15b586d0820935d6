package io.coordkit.sim.check;

import io.coordkit.core.storage.LogRecovery;
import io.coordkit.core.storage.StorageException;
import io.coordkit.sim.disk.SimDisk;
import java.util.Arrays;

/** Durability: what a client is shown is in the bytes that a crash of the machine is sure to leave. */
final class DurabilityChecker implements Checker {
    static final int PAYLOAD_BYTES_MAX = 1 << 20;
    private static final String NAME = "durability";

    private final Ledger ledger;
    private long proven;
    private long shown;

    DurabilityChecker(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void onGreeting(View view, Frame frame) {
        prove(view.sessionZxid);
    }

    @Override
    public void onEvent(View view, Frame frame) {
        prove(frame.zxid());
    }

    @Override
    public void onReply(View view, Handed request, Frame frame) {
        prove(frame.zxid());
    }

    @Override
    public void onRecovered() {
        long last = ledger.node().tree().lastZxid();
        if (last < shown) {
            throw new Found(NAME, shown, "recovered only up to " + last + " although more was shown to clients");
        }
        // A power loss later on may take what the last run did not force.
        proven = Math.min(proven, shown);
    }

    private void prove(long zxid) {
        shown = Math.max(shown, zxid);
        if (zxid <= proven) {
            return;
        }
        SimDisk left = ledger.node().disk().forcedCopy();
        try {
            new LogRecovery(left, PAYLOAD_BYTES_MAX).recover(proven + 1, this::compare);
        } catch (StorageException e) {
            throw new Found(NAME, zxid, "what is forced cannot be read: " + e.getMessage());
        }
        if (proven < zxid) {
            throw new Found(NAME, zxid, "shown to a client while only " + proven + " is forced");
        }
    }

    private void compare(long zxid, byte[] buffer, int offset, int length) {
        Entry entry = ledger.entries().get(zxid);
        if (entry == null || !Arrays.equals(entry.payload, Arrays.copyOfRange(buffer, offset, offset + length))) {
            throw new Found(NAME, zxid, "the log holds another transaction than the one proposed");
        }
        proven = zxid;
    }
}
