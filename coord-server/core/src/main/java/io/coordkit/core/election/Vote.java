package io.coordkit.core.election;

/**
 * A candidate, and the history by which it is judged ({@code Vote} of the reference).
 *
 * @param leader id of the candidate
 * @param zxid newest zxid in its log
 * @param peerEpoch its current epoch
 */
public record Vote(long leader, long zxid, long peerEpoch) {
    /** Whether this candidate is to be preferred: newer epoch, then newer zxid, then larger id. */
    public boolean isBetterThan(Vote other) {
        if (peerEpoch != other.peerEpoch) {
            return peerEpoch > other.peerEpoch;
        }
        if (zxid != other.zxid) {
            return zxid > other.zxid;
        }
        return leader > other.leader;
    }
}
