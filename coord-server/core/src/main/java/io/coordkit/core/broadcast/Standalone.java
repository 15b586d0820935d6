package io.coordkit.core.broadcast;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.client.ClientFront;
import io.coordkit.core.client.Upstream;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.prepare.EnsembleView;
import io.coordkit.core.quorum.AckLedger;
import io.coordkit.core.quorum.Majority;
import io.coordkit.core.session.Session;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.WriteRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The ensemble of one: a primary that has nobody to ask but its own disk. */
public final class Standalone implements Upstream {
    private static final long SELF = 1;

    private final Turn turn;
    private final History history;
    private final SessionTable sessions;
    private final WriteSettings settings;
    private final boolean reconfigurable;
    private final CommitListener listener;
    private final Restoration restoration;
    private Primary primary;
    private final Supplier<ClientFront> clients;
    private boolean diskFull;

    /**
     * A server that serves at once.
     *
     * @param reconfigurable whether reconfigurations are let in, to be told that there is nothing to reconfigure
     * @param clients who asks, and gets the answers
     */
    public Standalone(
            Turn turn,
            History history,
            SessionTable sessions,
            WriteSettings settings,
            boolean reconfigurable,
            Supplier<ClientFront> clients,
            CommitListener listener) {
        this.turn = turn;
        this.history = history;
        this.sessions = sessions;
        this.clients = clients;
        this.settings = settings;
        this.reconfigurable = reconfigurable;
        this.listener = listener;
        this.restoration = new Restoration(turn, history);
        this.primary = goOn();
    }

    /** A primary for what the history has come to. */
    private Primary goOn() {
        AckLedger ownDisk = new AckLedger(new Majority(Set.of(SELF)), history.lastZxid());
        return new Primary(
                turn,
                history,
                sessions,
                settings,
                EnsembleView.standalone(reconfigurable),
                Long.MAX_VALUE,
                ownDisk,
                Audience.NONE,
                listener);
    }

    /** Whether there is no space for the log: then writes are refused, and reads are not. */
    public void setDiskFull(boolean full) {
        diskFull = full;
        if (!restoration.isUnderWay()) {
            clients.get().setWritable(!full);
        }
    }

    /** Whether there is no space for the log. */
    public boolean isDiskFull() {
        return diskFull;
    }

    /** Proposes what the server itself wants; it will want it again. */
    public void proposeOwn(WriteRequest request) {
        if (!diskFull && !restoration.isUnderWay()) {
            primary.propose(request);
        }
    }

    /** Where writes of the server itself go. */
    public Primary primary() {
        return primary;
    }

    /** Everything up to {@code zxid} is on disk. */
    public void onLogDurable(long zxid) {
        history.onLogDurable(zxid);
        primary.onDurable(SELF, zxid);
        maybeInstall();
    }

    /** When sessions expire next, in ms. */
    public long nextExpiryMs() {
        return restoration.isUnderWay() ? Long.MAX_VALUE : sessions.nextExpiryMs();
    }

    /** Time has passed. */
    public void expireSessions() {
        if (!restoration.isUnderWay()) {
            sessions.onTime(turn.nowMs());
            primary.expireSessions();
        }
    }

    /**
     * Replaces the state by this tree as soon as what has begun is decided. All clients are sent away: nobody can tell them what is
     * different. Zxids go on from the larger one, so that none is given twice and nobody finds a server older than what he has seen.
     */
    public void restore(DataTree tree) {
        if (diskFull) {
            restoration.refuse("there is no space on the disk");
        } else if (restoration.begin(tree)) {
            clients.get().close();
            maybeInstall();
        }
    }

    private void maybeInstall() {
        if (restoration.isDrained()) {
            restoration.install(Math.max(history.lastZxid(), restoration.zxid()));
        }
    }

    /** The tree is on disk, and nothing else: it is served from now on. */
    public void onSnapshotInstalled(DataTree tree) {
        restoration.onInstalled();
        history.onInstalled(tree);
        sessions.startOver(false);
        primary = goOn();
        clients.get().resume(true);
        clients.get().setWritable(!diskFull);
        primary.adoptSessions();
        restoration.succeed();
    }

    @Override
    public void propose(WriteRequest request, long sessionId, int cxid, List<AuthId> ids, long connection) {
        if (diskFull && !(request instanceof WriteRequest.CloseSession)) {
            clients.get().onRefused(connection, cxid, ErrorCode.NOT_READ_ONLY);
        } else {
            primary.propose(request, sessionId, cxid, ids, connection, connection);
        }
    }

    /** What anybody was told is applied here. */
    @Override
    public void sync(long sessionId, int cxid, long connection) {
        clients.get().onSynced(connection);
    }

    @Override
    public void revalidate(long sessionId, int timeoutMs, long connection) {
        Session session = sessions.get(sessionId);
        boolean valid = session != null && !session.isClosing();
        if (valid) {
            sessions.open(sessionId, timeoutMs, turn.nowMs());
        }
        clients.get().onRevalidated(connection, sessionId, valid);
    }

    @Override
    public long bytesOnTheWay() {
        return history.bytesPending();
    }
}
