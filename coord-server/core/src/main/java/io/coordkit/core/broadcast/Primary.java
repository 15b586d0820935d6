package io.coordkit.core.broadcast;

import io.coordkit.core.auth.AuthId;
import io.coordkit.core.client.Upstream;
import io.coordkit.core.effect.Report;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.invariant.Invariant;
import io.coordkit.core.prepare.EnsembleView;
import io.coordkit.core.prepare.Preparer;
import io.coordkit.core.prepare.WriteContext;
import io.coordkit.core.quorum.AckLedger;
import io.coordkit.core.session.Session;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.stats.Count;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.OwnerKind;
import io.coordkit.core.tree.TxnResult;
import io.coordkit.core.txn.LoggedTxn;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.WriteRequest;
import java.util.List;

/**
 * The one who decides the order of everything during an epoch: it prepares, logs and proposes, and applies what a quorum's disks
 * have acknowledged, its own among them. Nothing is answered before that, because commits happen only in {@link
 * #onDurable}.
 */
public final class Primary {
    private static final byte[] NO_PAYLOAD = {};
    private static final Txn UNLISTED = new Txn.CloseSession(List.of(), false);

    private final Turn turn;
    private final History history;
    private final DataTree tree;
    private final SessionTable sessions;
    private final Preparer preparer;
    private final AckLedger acks;
    private final Audience audience;
    private final CommitListener listener;
    private final JuteWriter payload = new JuteWriter(4096);
    private final TxnPolicy policy;
    private final boolean keepsPayloads;
    private final long zxidMax;
    private long lastZxid;

    /**
     * A primary that goes on after the tree's last zxid; nothing is pending.
     *
     * @param acks whose disks have what
     * @param ensemble what a reconfiguration is judged by
     * @param zxidMax the last one that may be given to a transaction (ZOOKEEPER-1277)
     */
    public Primary(
            Turn turn,
            History history,
            SessionTable sessions,
            WriteSettings settings,
            EnsembleView ensemble,
            long zxidMax,
            AckLedger acks,
            Audience audience,
            CommitListener listener) {
        this.turn = turn;
        this.history = history;
        this.tree = history.tree();
        this.sessions = sessions;
        this.preparer = new Preparer(
                tree,
                sessions,
                settings.sessions(),
                settings.access(),
                settings.enforceQuotas(),
                ensemble,
                this::onQuotaExceeded);
        this.acks = acks;
        this.audience = audience;
        this.listener = listener;
        this.zxidMax = zxidMax;
        this.policy = settings.txns();
        this.keepsPayloads = audience != Audience.NONE;
        this.lastZxid = tree.lastZxid();
    }

    private void onQuotaExceeded(Report.QuotaExceeded fact) {
        if (fact.hard()) {
            turn.stats().onRefusedByQuota(fact.path());
        }
        turn.outbox().report(fact);
    }

    /** The newest zxid that has been given to a transaction. */
    public long lastZxid() {
        return lastZxid;
    }

    /**
     * Puts a write into the order of everything.
     *
     * @param origin connection of this server that waits for it, or none
     * @param owner who speaks for the session: that connection, or a learner
     */
    public void propose(WriteRequest request, long sessionId, int cxid, List<AuthId> ids, long origin, long owner) {
        if (lastZxid == zxidMax) {
            audience.onEpochUsedUp();
            return;
        }
        turn.stats().add(Count.PREPARED);
        TxnHeader header = new TxnHeader(sessionId, cxid, ++lastZxid, turn.wallMs());
        WriteContext context = new WriteContext(sessionId, owner, ids, header.zxid(), header.timeMs());
        Txn txn = preparer.prepare(request, context);
        if (txn instanceof Txn.CloseSession && !policy.listsEphemerals()) {
            txn = UNLISTED;
        }
        boolean hasDigest = encode(header, txn);
        if (payload.length() > policy.bytesMax()) {
            turn.outbox().report(new Report.TransactionTooLong(sessionId, payload.length(), policy.bytesMax()));
            txn = shortened(txn);
            hasDigest = encode(header, txn);
        }
        if (txn instanceof Txn.CloseSession) {
            markClosing(sessionId);
        }
        if (txn instanceof Txn.Failed) {
            preparer.drop();
        } else {
            preparer.accept();
        }
        LoggedTxn logged = new LoggedTxn(header, txn, hasDigest, preparer.digest());
        byte[] kept = keepsPayloads ? payload.toByteArray() : NO_PAYLOAD;
        Proposal proposal = new Proposal(logged, kept, payload.length(), origin);
        turn.stats().onProposed(payload.length());
        history.append(proposal, payload.array(), 0, payload.length());
        audience.onProposed(proposal);
    }

    private boolean encode(TxnHeader header, Txn txn) {
        payload.reset();
        TxnCodec.write(payload, header, txn);
        boolean unlisted = txn instanceof Txn.CloseSession close && !close.listed();
        // Behind a body that may be missing nobody can tell a digest from a list.
        boolean hasDigest = preparer.keepsDigest() && !(txn instanceof Txn.Failed) && !unlisted;
        if (hasDigest) {
            TxnCodec.writeDigest(payload, preparer.digest());
        }
        return hasDigest;
    }

    /**
     * What stands for a transaction too long for the log: an ordinary one is refused; a session must end, so it goes without the
     * list of its ephemerals, which every server has itself, as before 3.6.
     */
    private Txn shortened(Txn txn) {
        return txn instanceof Txn.CloseSession ? UNLISTED : Txn.Failed.of(ErrorCode.BAD_ARGUMENTS);
    }

    private void onExpired(long sessionId) {
        Session session = sessions.get(sessionId);
        if (session != null && session.isLocal()) {
            audience.onLocalSessionExpired(sessionId);
        } else {
            expireSession(sessionId);
        }
    }

    /** Closes the sessions whose time is over. */
    public void expireSessions() {
        sessions.expire(turn.nowMs(), this::onExpired);
    }

    /** Proposes what nobody has asked for. */
    public void propose(WriteRequest request) {
        propose(request, 0, 0, List.of(), Upstream.NO_CONNECTION, Upstream.NO_CONNECTION);
    }

    private void expireSession(long sessionId) {
        turn.stats().add(Count.SESSION_EXPIRED);
        closeSession(sessionId);
    }

    private void closeSession(long sessionId) {
        propose(
                WriteRequest.CloseSession.INSTANCE,
                sessionId,
                0,
                List.of(),
                Upstream.NO_CONNECTION,
                Upstream.NO_CONNECTION);
    }

    /**
     * All sessions that the tree knows start anew. An ephemeral whose session is unknown is left over from a fuzzy snapshot; its
     * session is closed by a transaction, so that every server forgets it alike.
     */
    public void adoptSessions() {
        for (long sessionId : tree.sessionIds()) {
            Integer timeoutMs = tree.sessionTimeoutMs(sessionId);
            if (timeoutMs != null) {
                sessions.open(sessionId, timeoutMs, turn.nowMs());
            }
        }
        for (long owner : tree.ephemeralOwnerIds()) {
            // With extended types off a time to live reads like an owner, but it is nobody's session to close.
            if (tree.sessionTimeoutMs(owner) == null && !OwnerKind.isTimeToLive(owner)) {
                closeSession(owner);
            }
        }
    }

    /** The log of a server is on disk up to {@code zxid}: what a quorum has is applied, in order. */
    public void onDurable(long server, long zxid) {
        acks.acknowledge(server, zxid);
        if (acks.quorumUpTo() > history.appliedZxid()) {
            applyDecided();
            audience.onCommitsDone();
        }
    }

    /** After a reconfiguration a quorum may be smaller, so that there is more to apply. */
    private void applyDecided() {
        long decided;
        do {
            decided = acks.quorumUpTo();
            history.applyUpTo(decided, this::onApplied);
        } while (acks.quorumUpTo() > decided);
    }

    /** The log of a server is about to be changed: what it had acknowledged and is undecided counts when it does so again. */
    public void forgetDurable(long server) {
        acks.forget(server);
    }

    private void onApplied(Proposal proposal, TxnResult result) {
        LoggedTxn logged = proposal.logged();
        Invariant.check(
                !logged.hasDigest() || tree.digest() == logged.digest(),
                "applying a transaction leads to the tree that was foreseen");
        preparer.applied(proposal.zxid());
        audience.onCommitted(proposal);
        listener.onCommitted(proposal, result);
    }

    private void markClosing(long sessionId) {
        Session session = sessions.get(sessionId);
        if (session != null) {
            sessions.markClosing(session);
        }
    }
}
