package io.coordkit.server.runtime;

import io.coordkit.core.effect.Outbox;
import io.coordkit.core.effect.Report;
import io.coordkit.core.storage.LogBatch;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.txn.Zxid;
import io.coordkit.server.storage.LogWriter;
import io.netty.util.collection.LongObjectHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what a replica asks for, a batch at a time: replies are gathered per socket and flushed once, transactions are
 * gathered into one batch for the log thread. Belongs to the replica's event loop.
 */
final class EffectRunner implements Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(EffectRunner.class);

    private final LogWriter log;
    private final SnapshotThread snapshots;
    private final LongObjectHashMap<ClientLink> links = new LongObjectHashMap<>();
    private final List<ClientLink> touched = new ArrayList<>();
    private LongConsumer drained = connection -> {};
    private LogBatch batch;
    private boolean rollPending;

    EffectRunner(LogWriter log, SnapshotThread snapshots) {
        this.log = log;
        this.snapshots = snapshots;
        this.batch = log.takeBatch();
    }

    /** Where to tell that a client has taken what was sent to it. */
    void onDrained(LongConsumer listener) {
        drained = listener;
    }

    void addLink(long connection, ClientLink link) {
        links.put(connection, link);
    }

    void removeLink(long connection) {
        links.remove(connection);
    }

    /** Ends a batch: everything gathered goes where it belongs. */
    void flush() {
        handOverLog();
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).flush();
        }
        touched.clear();
    }

    @Override
    public void send(long connection, byte[] frame, int offset, int length) {
        ClientLink link = links.get(connection);
        if (link != null) {
            if (link.send(frame, offset, length)) {
                touched.add(link);
            }
        }
    }

    @Override
    public void close(long connection) {
        ClientLink link = links.remove(connection);
        if (link != null) {
            link.closeAfterFlush();
        }
    }

    @Override
    public void setReading(long connection, boolean reading) {
        ClientLink link = links.get(connection);
        if (link != null) {
            link.setReading(reading);
        }
    }

    @Override
    public void reportDrained(long connection) {
        ClientLink link = links.get(connection);
        if (link != null) {
            link.whenDrained(() -> drained.accept(connection));
        }
    }

    @Override
    public void appendLog(long zxid, byte[] payload, int offset, int length) {
        batch.add(zxid, payload, offset, length);
    }

    @Override
    public void rollLog() {
        rollPending = true;
    }

    @Override
    public void startSnapshot(long zxid) {
        snapshots.start(zxid);
    }

    @Override
    public void writeSnapshot(byte[] chunk, int offset, int length) {
        snapshots.write(chunk, offset, length);
    }

    @Override
    public void finishSnapshot() {
        snapshots.finish();
    }

    @Override
    public void saveEpochs(long accepted, long current) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void truncateLog(long zxid, boolean reload) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void installSnapshot(DataTree tree) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void dropSnapshot() {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void vote(long server, byte[] message) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void dial(long server) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void sendPeer(long link, byte[] bytes, int offset, int length) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void reportPeerDrained(long link) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void closePeer(long link) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void report(Report fact) {
        if (fact instanceof Report.SessionOpened opened) {
            LOG.debug(
                    "session-opened id=0x{} timeout-ms={} address={}",
                    Long.toHexString(opened.sessionId()),
                    opened.timeoutMs(),
                    opened.address());
        } else if (fact instanceof Report.SessionClosed closed) {
            LOG.debug("session-closed id=0x{} expired={}", Long.toHexString(closed.sessionId()), closed.expired());
        } else if (fact instanceof Report.ConnectionRefused refused) {
            LOG.info("connection-refused address={} reason=\"{}\"", refused.address(), refused.reason());
        } else if (fact instanceof Report.SnapshotStarted started) {
            LOG.info("snapshot-started zxid={}", Zxid.format(started.zxid()));
        } else if (fact instanceof Report.SnapshotFinished finished) {
            LOG.info("snapshot-finished zxid={}", Zxid.format(finished.zxid()));
        }
    }

    /** While the log thread has enough to do, the batch stays and grows: that is what makes a group of a commit. */
    private void handOverLog() {
        if (!batch.isEmpty() && log.offer(batch)) {
            batch = log.takeBatch();
        }
        if (rollPending && batch.isEmpty()) {
            rollPending = false;
            log.roll();
        }
    }
}
