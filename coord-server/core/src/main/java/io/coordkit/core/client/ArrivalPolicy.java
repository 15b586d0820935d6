package io.coordkit.core.client;

/**
 * How fast connections may come to sessions: a bucket of tokens ({@code zookeeper.connection_throttle_*} of the reference).
 *
 * @param tokens that it holds, 0 for no limit
 * @param fillMs the time in which it gets {@code fillCount} more
 * @param fillCount see {@code fillMs}
 * @param adjustMs how often the chance of refusal is adjusted, −1 for never
 * @param increase of the chance while the bucket is empty
 * @param decrease of the chance while the bucket lacks no more than {@code decreaseRatio} of its tokens
 * @param decreaseRatio see {@code decrease}
 * @param newCost tokens for a new session
 * @param renewCost tokens for one that a client comes back with
 */
public record ArrivalPolicy(
        int tokens,
        int fillMs,
        int fillCount,
        int adjustMs,
        double increase,
        double decrease,
        double decreaseRatio,
        int newCost,
        int renewCost) {
    /** No limit, as the reference starts. */
    public static final ArrivalPolicy NONE = new ArrivalPolicy(0, 1, 1, -1, 0.02, 0.002, 0, 1, 1);

    /** With another {@code tokens}. */
    public ArrivalPolicy withTokens(int tokens) {
        return new ArrivalPolicy(
                tokens, fillMs, fillCount, adjustMs, increase, decrease, decreaseRatio, newCost, renewCost);
    }

    /** With another {@code fillMs}. */
    public ArrivalPolicy withFillMs(int fillMs) {
        return new ArrivalPolicy(
                tokens, fillMs, fillCount, adjustMs, increase, decrease, decreaseRatio, newCost, renewCost);
    }

    /** With another {@code fillCount}. */
    public ArrivalPolicy withFillCount(int fillCount) {
        return new ArrivalPolicy(
                tokens, fillMs, fillCount, adjustMs, increase, decrease, decreaseRatio, newCost, renewCost);
    }

    /** With another {@code adjustMs}. */
    public ArrivalPolicy withAdjustMs(int adjustMs) {
        return new ArrivalPolicy(
                tokens, fillMs, fillCount, adjustMs, increase, decrease, decreaseRatio, newCost, renewCost);
    }

    /** With another {@code increase}. */
    public ArrivalPolicy withIncrease(double increase) {
        return new ArrivalPolicy(
                tokens, fillMs, fillCount, adjustMs, increase, decrease, decreaseRatio, newCost, renewCost);
    }

    /** With another {@code decrease}. */
    public ArrivalPolicy withDecrease(double decrease) {
        return new ArrivalPolicy(
                tokens, fillMs, fillCount, adjustMs, increase, decrease, decreaseRatio, newCost, renewCost);
    }

    /** With another {@code decreaseRatio}. */
    public ArrivalPolicy withDecreaseRatio(double decreaseRatio) {
        return new ArrivalPolicy(
                tokens, fillMs, fillCount, adjustMs, increase, decrease, decreaseRatio, newCost, renewCost);
    }
}
