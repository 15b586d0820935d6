package io.coordkit.core.election;

/**
 * A vote as one server reported it.
 *
 * @param vote whom it proposes or follows
 * @param round its election round
 * @param state what it did when it said so
 * @param version format of its notification
 */
record Ballot(Vote vote, long round, ServerState state, int version) {
    static Ballot of(Notification notification) {
        return new Ballot(notification.vote(), notification.round(), notification.state(), notification.version());
    }

    /**
     * Whether both support the same outcome. While one of them is still looking, everything must be equal; among servers that
     * have found their leader, zxid and round may differ (ZOOKEEPER-1805), and one of the oldest format does not even report
     * the epoch reliably (ZOOKEEPER-1732).
     */
    boolean agreesWith(Ballot other) {
        if (state == ServerState.LOOKING || other.state == ServerState.LOOKING) {
            return vote.equals(other.vote) && round == other.round;
        }
        if ((version == 0) != (other.version == 0)) {
            return vote.leader() == other.vote.leader();
        }
        return vote.leader() == other.vote.leader() && vote.peerEpoch() == other.vote.peerEpoch();
    }
}
