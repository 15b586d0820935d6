package io.coordkit.core.client;

/**
 * What has happened on one connection, for operators ({@code ServerCnxn.getConnectionInfo} of the reference). Times are in ms.
 *
 * @param connection its id
 * @param sessionId its session; 0 for none
 * @param timeoutMs timeout of the session
 * @param waiting requests without an answer
 * @param received frames from the client
 * @param sent frames to the client
 * @param lastOperation the last one answered, in the reference's four letters; NA for none, and for a refused write
 * @param establishedMs wall clock at which it came
 * @param lastCxid number of the last request that the client has counted; −1 for none
 * @param lastZxid what the last answer told; −1 for none
 * @param lastResponseMs monotonic clock at the last answer
 * @param lastLatencyMs from request to answer, the last time
 * @param minLatencyMs the shortest
 * @param avgLatencyMs the mean, rounded down
 * @param maxLatencyMs the longest
 */
public record ConnectionView(
        long connection,
        long sessionId,
        int timeoutMs,
        long waiting,
        long received,
        long sent,
        String lastOperation,
        long establishedMs,
        long lastCxid,
        long lastZxid,
        long lastResponseMs,
        long lastLatencyMs,
        long minLatencyMs,
        long avgLatencyMs,
        long maxLatencyMs) {}
