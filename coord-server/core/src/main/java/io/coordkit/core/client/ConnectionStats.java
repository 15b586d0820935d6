package io.coordkit.core.client;

import io.coordkit.core.wire.OpCode;

/** What has happened on one connection. */
final class ConnectionStats {
    private static final long NONE = -1;

    private final long establishedMs;

    /** Frames from the client. */
    long received;

    /** Frames to the client. */
    long sent;

    private OpCode lastOp = OpCode.UNKNOWN;
    private long lastCxid = NONE;
    private long lastZxid = NONE;
    private long lastResponseMs;
    private long lastLatencyMs;
    private long minLatencyMs = Long.MAX_VALUE;
    private long maxLatencyMs;
    private long answered;
    private long totalLatencyMs;

    /** @param nowMs wall clock */
    ConnectionStats(long nowMs) {
        this.establishedMs = nowMs;
    }

    /** A request was answered; {@code op} is {@link OpCode#ERROR} for a refused write. */
    void onAnswered(int cxid, OpCode op, long zxid, long sinceMs, long nowMs) {
        if (cxid >= 0) {
            // Pings and the like are not what the client did last.
            lastCxid = cxid;
        }
        lastOp = op;
        lastZxid = zxid;
        lastResponseMs = nowMs;
        lastLatencyMs = nowMs - sinceMs;
        minLatencyMs = Math.min(minLatencyMs, lastLatencyMs);
        maxLatencyMs = Math.max(maxLatencyMs, lastLatencyMs);
        totalLatencyMs += lastLatencyMs;
        answered++;
    }

    void reset() {
        received = 0;
        sent = 0;
        lastOp = OpCode.UNKNOWN;
        lastCxid = NONE;
        lastZxid = NONE;
        lastResponseMs = 0;
        lastLatencyMs = 0;
        minLatencyMs = Long.MAX_VALUE;
        maxLatencyMs = 0;
        answered = 0;
        totalLatencyMs = 0;
    }

    ConnectionView view(ClientConnection connection) {
        return new ConnectionView(
                connection.id,
                connection.sessionId,
                connection.timeoutMs,
                connection.waitingCount(),
                received,
                sent,
                nameOf(lastOp),
                establishedMs,
                lastCxid,
                lastZxid,
                lastResponseMs,
                lastLatencyMs,
                minLatencyMs == Long.MAX_VALUE ? 0 : minLatencyMs,
                answered == 0 ? 0 : totalLatencyMs / answered,
                maxLatencyMs);
    }

    /** The names under which {@code FinalRequestProcessor} of the reference shows them. */
    private static String nameOf(OpCode op) {
        return switch (op) {
            case ADD_WATCH -> "ADDW";
            case CHECK -> "CHEC";
            case CHECK_WATCHES -> "CHKW";
            case CLOSE_SESSION -> "CLOS";
            case CREATE, CREATE2, CREATE_CONTAINER, CREATE_TTL -> "CREA";
            case CREATE_SESSION -> "SESS";
            case DELETE, DELETE_CONTAINER -> "DELE";
            case EXISTS -> "EXIS";
            case GET_ACL -> "GETA";
            case GET_ALL_CHILDREN_NUMBER -> "GETACN";
            case GET_CHILDREN, GET_CHILDREN2 -> "GETC";
            case GET_DATA -> "GETD";
            case GET_EPHEMERALS -> "GETE";
            case MULTI -> "MULT";
            case MULTI_READ -> "MLTR";
            case PING -> "PING";
            case RECONFIG -> "RECO";
            case REMOVE_WATCHES -> "REMW";
            case SET_ACL -> "SETA";
            case SET_DATA -> "SETD";
            case SET_WATCHES -> "SETW";
            case SET_WATCHES2 -> "STW2";
            case SYNC -> "SYNC";
            case WHO_AM_I -> "HOMI";
            case AUTH, ERROR, NOTIFICATION, SASL, UNKNOWN -> "NA";
        };
    }
}
