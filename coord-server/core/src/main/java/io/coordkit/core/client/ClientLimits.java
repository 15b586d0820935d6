package io.coordkit.core.client;

/**
 * What all clients together may ask for.
 *
 * @param outstandingMax requests taken and not answered; beyond, whoever sends one is not read until some are ({@code
 *     zookeeper.globalOutstandingLimit})
 * @param throttledAt requests under way beyond which the others wait their turn before they are looked at, 0 for no limit ({@code
 *     zookeeper.request_throttle_max_requests})
 * @param waitMsMax what has waited longer is answered that it was throttled, 0 for no limit ({@code
 *     zookeeper.throttled_op_wait_time})
 * @param dropLate whether a client one of whose requests has waited longer than its session's timeout is cut ({@code
 *     zookeeper.request_stale_latency_check})
 * @param largeBytesMin frames longer than this count as large, −1 for none ({@code zookeeper.largeRequestThreshold})
 * @param largeBytesMax bytes of large frames under way; whoever sends more is cut ({@code zookeeper.largeRequestMaxBytes})
 * @param arrivals how fast connections may come to sessions
 */
public record ClientLimits(
        int outstandingMax,
        int throttledAt,
        long waitMsMax,
        boolean dropLate,
        int largeBytesMin,
        long largeBytesMax,
        ArrivalPolicy arrivals) {
    /** The reference's defaults. */
    public static final ClientLimits DEFAULT = new ClientLimits(1000, 0, 0, false, -1, 100 << 20, ArrivalPolicy.NONE);

    /** The part of one of several servers ({@code LeaderZooKeeperServer.getGlobalOutstandingLimit} of the reference). */
    public ClientLimits sharedBy(int voters) {
        int parts = voters > 2 ? voters - 1 : 1;
        return new ClientLimits(
                outstandingMax / parts, throttledAt, waitMsMax, dropLate, largeBytesMin, largeBytesMax, arrivals);
    }

    /** With another {@code throttledAt}. */
    public ClientLimits withThrottledAt(int throttledAt) {
        return new ClientLimits(
                outstandingMax, throttledAt, waitMsMax, dropLate, largeBytesMin, largeBytesMax, arrivals);
    }

    /** With another {@code waitMsMax}. */
    public ClientLimits withWaitMsMax(long waitMsMax) {
        return new ClientLimits(
                outstandingMax, throttledAt, waitMsMax, dropLate, largeBytesMin, largeBytesMax, arrivals);
    }

    /** With another {@code dropLate}. */
    public ClientLimits withDropLate(boolean dropLate) {
        return new ClientLimits(
                outstandingMax, throttledAt, waitMsMax, dropLate, largeBytesMin, largeBytesMax, arrivals);
    }

    /** With another {@code largeBytesMin}. */
    public ClientLimits withLargeBytesMin(int largeBytesMin) {
        return new ClientLimits(
                outstandingMax, throttledAt, waitMsMax, dropLate, largeBytesMin, largeBytesMax, arrivals);
    }

    /** With another {@code largeBytesMax}. */
    public ClientLimits withLargeBytesMax(long largeBytesMax) {
        return new ClientLimits(
                outstandingMax, throttledAt, waitMsMax, dropLate, largeBytesMin, largeBytesMax, arrivals);
    }

    /** With another {@code arrivals}. */
    public ClientLimits withArrivals(ArrivalPolicy arrivals) {
        return new ClientLimits(
                outstandingMax, throttledAt, waitMsMax, dropLate, largeBytesMin, largeBytesMax, arrivals);
    }

    /** Whether a request is handed over as it comes, which is the ordinary case. */
    boolean throttlesNothing() {
        return throttledAt == 0 && largeBytesMin < 0;
    }

    /** Whether a frame of this length counts as large. */
    boolean isLarge(int bytes) {
        return largeBytesMin >= 0 && bytes > largeBytesMin;
    }
}
