package io.coordkit.sim.node;

import io.coordkit.core.replica.Input;
import io.coordkit.core.storage.FileIo;
import io.coordkit.core.storage.LogAppender;
import io.coordkit.core.storage.LogBatch;
import io.coordkit.core.storage.LogOptions;
import io.coordkit.sim.engine.Stream;
import java.util.ArrayDeque;

/** The log thread of a simulated server: takes what waits, writes it, forces it some time later, and says so. */
final class SimLog {
    /** As in the product: one batch is being forced, one waits. */
    private static final int WAITING_MAX = 2;

    private final SimNode node;
    private final LogAppender appender;
    private final ArrayDeque<Runnable> jobs = new ArrayDeque<>();
    private LogBatch batch = new LogBatch();
    private boolean rollWanted;
    private boolean busy;
    private int waiting;
    private int group;

    SimLog(SimNode node, FileIo files, LogOptions options, long lastZxid) {
        this.node = node;
        this.appender = new LogAppender(files, options, lastZxid);
    }

    void add(long zxid, byte[] payload, int offset, int length) {
        batch.add(zxid, payload, offset, length);
    }

    void roll() {
        rollWanted = true;
    }

    /** Hands over what was added, or lets it grow while enough waits already. */
    void handOver() {
        if (!batch.isEmpty() && waiting < WAITING_MAX) {
            LogBatch full = batch;
            batch = new LogBatch();
            waiting++;
            jobs.addLast(() -> append(full));
        }
        if (rollWanted && batch.isEmpty()) {
            rollWanted = false;
            jobs.addLast(appender::roll);
        }
        maybeWork();
    }

    private void append(LogBatch full) {
        appender.append(full);
        group++;
    }

    private void maybeWork() {
        if (!busy && !jobs.isEmpty()) {
            busy = true;
            node.later(node.draw(Stream.LOG_WRITE, 1000, 200_000), this::write);
        }
    }

    private void write() {
        while (!jobs.isEmpty()) {
            jobs.removeFirst().run();
        }
        if (group == 0) {
            busy = false;
        } else {
            node.later(node.forceNanos(), this::force);
        }
    }

    private void force() {
        appender.force();
        waiting -= group;
        group = 0;
        busy = false;
        node.handle(new Input.LogDurable(appender.lastZxid()));
        maybeWork();
    }
}
