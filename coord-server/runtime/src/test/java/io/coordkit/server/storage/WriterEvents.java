package io.coordkit.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.storage.DiskFullException;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.tree.DataTree;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a log writer said, in order: "durable 3", "truncated 2", "failed ...". */
final class WriterEvents implements LogWriter.Listener {
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @Override
    public void onForced(Duration time, int batches) {}

    @Override
    public void onDurable(long lastZxid) {
        said.add("durable " + lastZxid);
    }

    @Override
    public void onEpochsSaved(long accepted, long current) {
        said.add("epochs " + accepted + " " + current);
    }

    @Override
    public void onTruncated(long zxid, Optional<StateRecovery.Recovered> reloaded) {
        said.add("truncated " + zxid
                + reloaded.map(state -> " reloaded " + state.tree().lastZxid()).orElse(""));
    }

    @Override
    public void onNotTruncated(long zxid) {
        said.add("not truncated " + zxid);
    }

    @Override
    public void onInstalled(DataTree tree) {
        said.add("installed " + tree.lastZxid());
    }

    @Override
    public void onDiskFull(DiskFullException refusal) {
        said.add("full");
    }

    @Override
    public void onDiskFree() {
        said.add("free");
    }

    @Override
    public void onFailure(StorageException failure) {
        said.add("failed " + failure.getMessage());
    }

    /** Waits for the next. */
    String next() throws InterruptedException {
        String event = said.poll(30, TimeUnit.SECONDS);
        assertThat(event).as("an event within 30 s").isNotNull();
        return event;
    }

    /** What nobody has waited for yet. */
    BlockingQueue<String> unread() {
        return said;
    }
}
