package io.coordkit.core.zab;

import io.coordkit.core.election.ServerState;

/**
 * What a server is at present, for operators and tests.
 *
 * @param state its role
 * @param phase how far it has come in it
 * @param leader id of the leader it has or is; −1 for none
 * @param learnsFrom id of the server from which it learns, its leader or, for an observer, a follower of it; −1 for none
 * @param epoch epoch of that leader once it is known; the current one of its own before
 * @param acceptedEpoch newest epoch that it has promised to
 * @param lastZxid newest transaction in its log
 * @param visibleZxid what clients would see
 * @param serving whether clients are served
 * @param diskFull whether writes wait for space on the disk: a standalone server answers reads meanwhile, a member stays out of the
 *     ensemble
 */
public record ServerStatus(
        ServerState state,
        Phase phase,
        long leader,
        long learnsFrom,
        long epoch,
        long acceptedEpoch,
        long lastZxid,
        long visibleZxid,
        boolean serving,
        boolean diskFull) {
    /** No leader. */
    public static final long NO_LEADER = -1;
}
