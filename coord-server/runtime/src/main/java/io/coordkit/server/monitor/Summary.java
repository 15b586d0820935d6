package io.coordkit.server.monitor;

import io.coordkit.core.replica.Replica;
import io.coordkit.core.stats.ServerStats;
import java.util.OptionalLong;

/**
 * The few numbers that everybody asks for ({@code ServerStats} of the reference).
 *
 * @param mode what the server is
 * @param peerState role and phase among others; empty for a standalone server
 * @param learnsFrom number of the server that an observer learns from
 * @param minLatencyMs shortest time from a request to its answer
 * @param avgLatencyMs the mean
 * @param maxLatencyMs the longest
 * @param received frames from clients
 * @param sent frames to clients
 * @param connections of clients
 * @param outstanding requests without an answer
 * @param zxid what clients see
 * @param nodes znodes; the root counts twice, as in the reference
 * @param authFailures failed proofs of identity
 * @param plainLocal connections without TLS from this machine, ever
 * @param plainRemote such connections from another machine
 * @param slowForces forces of the log that took longer than the operator wants to hear of
 * @param responses sizes of what clients were sent
 * @param proposals sizes of what this server has proposed
 */
public record Summary(
        Mode mode,
        String peerState,
        OptionalLong learnsFrom,
        long minLatencyMs,
        double avgLatencyMs,
        long maxLatencyMs,
        long received,
        long sent,
        int connections,
        int outstanding,
        long zxid,
        int nodes,
        long authFailures,
        long plainLocal,
        long plainRemote,
        long slowForces,
        SizeRange responses,
        SizeRange proposals) {

    static Summary of(Replica replica) {
        ServerStats stats = replica.stats();
        return new Summary(
                Mode.of(replica),
                replica.isMember() ? PeerState.of(replica.status()) : "",
                learnsFrom(replica),
                stats.latency().min(),
                stats.latency().average(),
                stats.latency().max(),
                stats.received(),
                stats.sent(),
                replica.clients().connectionCount(),
                replica.clients().waitingCount(),
                replica.tree().lastZxid(),
                replica.tree().size() + 1,
                stats.authFailures(),
                stats.plainLocal(),
                stats.plainRemote(),
                stats.slowForces(),
                SizeRange.of(stats.responses()),
                SizeRange.of(stats.proposals()));
    }

    private static OptionalLong learnsFrom(Replica replica) {
        return Mode.of(replica) == Mode.OBSERVER
                ? OptionalLong.of(replica.status().learnsFrom())
                : OptionalLong.empty();
    }
}
