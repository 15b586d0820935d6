package io.coordkit.core.client;

import io.coordkit.core.effect.Turn;

/**
 * How fast connections may come to sessions ({@code BlueThrottle} of the reference): a bucket of tokens, and, if that is asked for,
 * a chance of refusal that grows while the bucket is empty, so that not all who come back at once are let in at once.
 */
final class ConnectionThrottle {
    private static final double CERTAIN = 1;
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int DOUBLE_BITS = 53;

    private final Turn turn;
    private ArrivalPolicy policy;
    private long tokens;
    private long filledMs;
    private long adjustedMs;
    private double refusalChance;
    private long draws;

    ConnectionThrottle(Turn turn, ArrivalPolicy policy) {
        this.turn = turn;
        this.policy = policy;
        this.tokens = policy.tokens();
        this.filledMs = turn.nowMs();
        this.adjustedMs = turn.nowMs();
    }

    /** Whether one more may come; takes its tokens. */
    boolean admit(boolean isNew) {
        if (policy.tokens() == 0) {
            return true;
        }
        fill();
        if (policy.adjustMs() != -1 && isUnlucky()) {
            return false;
        }
        int cost = isNew ? policy.newCost() : policy.renewCost();
        if (tokens < cost) {
            return false;
        }
        tokens -= cost;
        return true;
    }

    /** Another policy from now on; as many tokens are missing as before. */
    void follow(ArrivalPolicy next) {
        tokens = next.tokens() - deficit();
        policy = next;
    }

    /** How many tokens are missing in the bucket. */
    long deficit() {
        return policy.tokens() - tokens;
    }

    /** How likely it is at the moment that a connection is refused although there are tokens. */
    double refusalChance() {
        return refusalChance;
    }

    private void fill() {
        long passedMs = turn.nowMs() - filledMs;
        if (passedMs > policy.fillMs()) {
            tokens = Math.min(policy.tokens(), tokens + passedMs * policy.fillCount() / policy.fillMs());
            filledMs = turn.nowMs();
        }
    }

    private boolean isUnlucky() {
        if (turn.nowMs() - adjustedMs > policy.adjustMs()) {
            long missing = policy.tokens() - tokens;
            if (tokens == 0) {
                refusalChance = Math.min(CERTAIN, refusalChance + policy.increase());
            } else if (missing <= Math.round(policy.tokens() * policy.decreaseRatio())) {
                refusalChance = Math.max(0, refusalChance - policy.decrease());
            }
            adjustedMs = turn.nowMs();
        }
        return draw() < refusalChance;
    }

    /** As even as a random number, and the same whenever the same has happened. */
    private double draw() {
        long mixed = (++draws + turn.nowMs()) * MIX;
        mixed = (mixed ^ mixed >>> 32) * MIX;
        return (mixed >>> Long.SIZE - DOUBLE_BITS) / (double) (1L << DOUBLE_BITS);
    }
}
