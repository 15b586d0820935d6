package io.coordkit.core.broadcast;

import io.coordkit.core.auth.AccessControl;
import io.coordkit.core.auth.AuthId;
import io.coordkit.core.client.Proposer;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.invariant.Invariant;
import io.coordkit.core.prepare.Preparer;
import io.coordkit.core.prepare.WriteContext;
import io.coordkit.core.session.Session;
import io.coordkit.core.session.SessionTable;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TxnResult;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.WriteRequest;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The leader of an ensemble of one: it prepares, logs, and applies what its own disk has acknowledged. Nothing is answered
 * before that, because commits happen only in {@link #onLogDurable}.
 */
public final class StandaloneLeader implements Proposer {
    private final Turn turn;
    private final DataTree tree;
    private final SessionTable sessions;
    private final Preparer preparer;
    private final CommitListener listener;
    private final ArrayDeque<Proposal> window = new ArrayDeque<>();
    private final JuteWriter payload = new JuteWriter(4096);
    private final int payloadBytesMax;
    private long lastZxid;
    private long bytesOnTheWay;

    /**
     * A leader that goes on after the tree's last zxid.
     *
     * @param payloadBytesMax longest record that a reader of the log believes; nothing longer is written
     */
    public StandaloneLeader(
            Turn turn,
            DataTree tree,
            SessionTable sessions,
            AccessControl access,
            int payloadBytesMax,
            CommitListener listener) {
        this.turn = turn;
        this.payloadBytesMax = payloadBytesMax;
        this.tree = tree;
        this.sessions = sessions;
        this.preparer = new Preparer(tree, sessions, access);
        this.listener = listener;
        this.lastZxid = tree.lastZxid();
    }

    /** Transactions proposed and not applied yet. */
    public int outstanding() {
        return window.size();
    }

    @Override
    public void propose(WriteRequest request, long sessionId, int cxid, List<AuthId> ids, long connection) {
        TxnHeader header = new TxnHeader(sessionId, cxid, ++lastZxid, turn.wallMs());
        WriteContext context = new WriteContext(sessionId, connection, ids, header.zxid(), header.timeMs());
        Txn txn = preparer.prepare(request, context);
        encode(header, txn);
        if (payload.length() > payloadBytesMax) {
            txn = shortened(txn);
            encode(header, txn);
        }
        if (txn instanceof Txn.CloseSession) {
            markClosing(sessionId);
        }
        if (txn instanceof Txn.Failed) {
            preparer.drop();
        } else {
            preparer.accept();
        }
        window.addLast(new Proposal(header, txn, connection, preparer.digest(), payload.length()));
        bytesOnTheWay += payload.length();
        turn.outbox().appendLog(header.zxid(), payload.array(), 0, payload.length());
    }

    @Override
    public long bytesOnTheWay() {
        return bytesOnTheWay;
    }

    private void encode(TxnHeader header, Txn txn) {
        payload.reset();
        TxnCodec.write(payload, header, txn);
        boolean unlisted = txn instanceof Txn.CloseSession close && !close.listed();
        // Behind a body that may be missing nobody can tell a digest from a list.
        if (preparer.keepsDigest() && !(txn instanceof Txn.Failed) && !unlisted) {
            TxnCodec.writeDigest(payload, preparer.digest());
        }
    }

    /**
     * What stands for a transaction too long for the log: an ordinary one is refused; a session must end, so it goes without the
     * list of its ephemerals, which every server has itself, as before 3.6.
     */
    private Txn shortened(Txn txn) {
        return txn instanceof Txn.CloseSession
                ? new Txn.CloseSession(List.of(), false)
                : Txn.Failed.of(ErrorCode.BAD_ARGUMENTS);
    }

    /** Closes the sessions whose time is over. */
    public void expireSessions() {
        sessions.expire(turn.nowMs(), this::closeSession);
    }

    /** Ends a session that nobody closes: an expired one, or one of which only ephemerals are left. */
    public void closeSession(long sessionId) {
        propose(WriteRequest.CloseSession.INSTANCE, sessionId, 0, List.of(), NO_CONNECTION);
    }

    /** Everything up to {@code zxid} is on disk: apply it, in order. */
    public void onLogDurable(long zxid) {
        for (Proposal head = window.peekFirst();
                head != null && head.header().zxid() <= zxid;
                head = window.peekFirst()) {
            window.pollFirst();
            bytesOnTheWay -= head.bytes();
            commit(head);
        }
    }

    private void commit(Proposal proposal) {
        Invariant.check(proposal.header().zxid() == tree.lastZxid() + 1, "transactions are applied without a gap");
        TxnResult result = tree.apply(proposal.header(), proposal.txn());
        Invariant.check(
                !preparer.keepsDigest() || tree.digest() == proposal.digest(),
                "applying a transaction leads to the tree that was foreseen");
        preparer.applied(proposal.header().zxid());
        listener.onCommitted(proposal.origin(), proposal.header(), proposal.txn(), result);
    }

    private void markClosing(long sessionId) {
        Session session = sessions.get(sessionId);
        if (session != null) {
            sessions.markClosing(session);
        }
    }
}
