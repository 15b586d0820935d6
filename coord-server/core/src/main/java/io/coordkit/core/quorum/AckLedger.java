package io.coordkit.core.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How far each server's log is known to be durable, and how far a quorum's is. Logs grow in order, so one number a server is
 * enough: who acknowledges a zxid has everything before it. Not thread-safe.
 */
public final class AckLedger {
    private final QuorumVerifier quorum;
    private final Map<Long, Long> durableUpTo = new TreeMap<>();
    private long quorumUpTo;

    /**
     * A ledger without acknowledgements.
     *
     * @param from zxid up to which a quorum is durable from the start
     */
    public AckLedger(QuorumVerifier quorum, long from) {
        this.quorum = quorum;
        this.quorumUpTo = from;
    }

    /**
     * A server's log is durable up to {@code zxid}.
     *
     * @return the zxid up to which a quorum is durable now; never goes back
     */
    public long acknowledge(long server, long zxid) {
        if (quorum.isVoter(server)) {
            durableUpTo.merge(server, zxid, Math::max);
            if (zxid > quorumUpTo) {
                quorumUpTo = Math.max(quorumUpTo, newestOfQuorum());
            }
        }
        return quorumUpTo;
    }

    /** The zxid up to which a quorum is durable. */
    public long quorumUpTo() {
        return quorumUpTo;
    }

    /** Adds servers, those with the longest logs first, until they are enough; the last one added has the answer. */
    private long newestOfQuorum() {
        List<Map.Entry<Long, Long>> longestFirst = new ArrayList<>(durableUpTo.entrySet());
        longestFirst.sort(Map.Entry.<Long, Long>comparingByValue().reversed());
        Set<Long> servers = new TreeSet<>();
        for (Map.Entry<Long, Long> entry : longestFirst) {
            servers.add(entry.getKey());
            if (quorum.isQuorum(servers)) {
                return entry.getValue();
            }
        }
        return Long.MIN_VALUE;
    }
}
