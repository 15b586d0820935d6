package io.coordkit.core.client;

import io.coordkit.core.effect.Turn;
import io.coordkit.core.session.SessionPassword;
import io.coordkit.core.tree.TxnResult;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.EventType;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.OpCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the frames that go to clients and hands them to the outbox. One buffer serves all of them. */
final class ReplyWriter {
    private static final int NOTIFICATION_XID = -1;
    private static final int SYNC_CONNECTED = 3;
    private static final int LENGTH_BYTES = 4;

    /** Sent and not yet gone: beyond, a client's reads wait, so that one client cannot take the server's memory. */
    private static final long UNSENT_BYTES_MAX = 1 << 20;

    /** Events that a client leaves unread; beyond, it is cut. */
    private static final long UNSENT_EVENT_BYTES_MAX = 16 << 20;

    private final Turn turn;
    private final JuteWriter frame = new JuteWriter(4096);

    ReplyWriter(Turn turn) {
        this.turn = turn;
    }

    /** Starts a reply without error; the caller writes the body and calls {@link #send}. */
    JuteWriter begin(int xid, long zxid) {
        return begin(xid, zxid, ErrorCode.OK.code());
    }

    /** Sends what was begun. */
    void send(ClientConnection connection) {
        if (!connection.closed) {
            turn.stats().onReply(frame.length() - LENGTH_BYTES);
            transmit(connection);
        }
    }

    private void transmit(ClientConnection connection) {
        connection.stats.sent++;
        frame.setInt(0, frame.length() - LENGTH_BYTES);
        turn.outbox().send(connection.id, frame.array(), 0, frame.length());
        connection.unsentBytes += frame.length();
        if (connection.unsentBytes > UNSENT_BYTES_MAX && !connection.clogged) {
            connection.clogged = true;
            turn.outbox().reportDrained(connection.id);
        }
    }

    /** Whether a client leaves so many events unread that it must be cut. */
    boolean isDrowned(ClientConnection connection) {
        return connection.unsentEventBytes > UNSENT_EVENT_BYTES_MAX;
    }

    /** Sends a reply that is nothing but an error. */
    void sendError(ClientConnection connection, int xid, long zxid, int error) {
        begin(xid, zxid, error);
        send(connection);
    }

    /** Sends the answer to an auth packet. */
    void sendAuth(ClientConnection connection, int xid, ErrorCode error) {
        begin(xid, 0, error.code());
        send(connection);
    }

    /** Sends the answer to a SASL token. */
    void sendSasl(ClientConnection connection, int xid, ErrorCode error, byte @Nullable [] token) {
        begin(xid, 0, error.code()).writeBuffer(token);
        send(connection);
    }

    /** Sends a watch event; {@code zxid} is the transaction's, −1 for one made up for a returning client. */
    void sendEvent(ClientConnection connection, EventType type, String path, long zxid) {
        begin(NOTIFICATION_XID, zxid, ErrorCode.OK.code());
        frame.writeInt(type.code()).writeInt(SYNC_CONNECTED).writeString(path);
        if (connection.closed) {
            return;
        }
        turn.stats().onEvent(frame.length() - LENGTH_BYTES);
        transmit(connection);
        if (connection.clogged) {
            connection.unsentEventBytes += frame.length();
        }
    }

    /**
     * Sends the answer to a connect request; a session id of 0 tells the client that its session is gone.
     *
     * @param readOnly whether this server only answers reads at present
     */
    void sendConnected(ClientConnection connection, long sessionId, int timeoutMs, boolean readOnly) {
        frame.reset();
        frame.writeInt(0).writeInt(0).writeInt(timeoutMs).writeLong(sessionId);
        frame.writeBuffer(sessionId == 0 ? new byte[SessionPassword.BYTES] : SessionPassword.of(sessionId));
        if (connection.knowsReadOnly) {
            frame.writeBoolean(readOnly);
        }
        send(connection);
    }

    /** Sends the outcome of a write. */
    void sendResult(ClientConnection connection, QueuedRequest request, long zxid, TxnResult result) {
        if (result instanceof TxnResult.Refused refused) {
            sendError(connection, request.xid, zxid, refused.error());
            return;
        }
        JuteWriter out = begin(request.xid, zxid);
        if (result instanceof TxnResult.Created created) {
            out.writeString(created.path());
            if (request.op() != OpCode.CREATE) {
                created.stat().write(out);
            }
        } else if (result instanceof TxnResult.Changed changed) {
            changed.stat().write(out);
        } else if (result instanceof TxnResult.Parts parts) {
            writeParts(out, parts.parts());
        }
        send(connection);
    }

    /** Writes one header of a multi's answer. */
    static void writePartHeader(JuteWriter out, int type, boolean done, int error) {
        out.writeInt(type).writeBoolean(done).writeInt(error);
    }

    /** Writes a refused part of a multi's answer. */
    static void writeRefusedPart(JuteWriter out, int error) {
        writePartHeader(out, OpCode.ERROR.code(), false, error);
        out.writeInt(error);
    }

    /** Ends a multi's answer. */
    static void writePartsEnd(JuteWriter out) {
        writePartHeader(out, -1, true, -1);
    }

    private static void writeParts(JuteWriter out, List<TxnResult> parts) {
        for (TxnResult part : parts) {
            if (part instanceof TxnResult.Refused refused) {
                writeRefusedPart(out, refused.error());
            } else if (part instanceof TxnResult.Created created) {
                boolean withStat = created.op() != OpCode.CREATE;
                writePartHeader(out, withStat ? OpCode.CREATE2.code() : OpCode.CREATE.code(), false, 0);
                out.writeString(created.path());
                if (withStat) {
                    created.stat().write(out);
                }
            } else if (part instanceof TxnResult.Changed changed) {
                writePartHeader(out, changed.op().code(), false, 0);
                changed.stat().write(out);
            } else if (part instanceof TxnResult.Done plain) {
                writePartHeader(out, plain.op().code(), false, 0);
            }
        }
        writePartsEnd(out);
    }

    private JuteWriter begin(int xid, long zxid, int error) {
        frame.reset();
        return frame.writeInt(0).writeInt(xid).writeLong(zxid).writeInt(error);
    }
}
