package io.coordkit.core.zab;

import io.coordkit.core.effect.Turn;

/**
 * When the next election may begin: whoever fails again and again must not do so as fast as it can, whom nobody can follow lets others
 * lead, and who can keep no promise must neither lead nor vote.
 */
final class Rest {
    private static final long PAUSE_MS_MIN = 10;
    private static final long PAUSE_MS_MAX = 500;

    private final Turn turn;
    private final EnsembleConfig config;

    /** Roles that ended before they led to anything, one after the other. */
    private int failures;

    private boolean abstaining;
    private boolean diskFull;
    private boolean resting;
    private long untilMs;

    Rest(Turn turn, EnsembleConfig config) {
        this.turn = turn;
        this.config = config;
    }

    /** Whether no election may begin yet. */
    boolean isResting() {
        return resting;
    }

    /** When it is over, in ms; never while it is not known. */
    long deadlineMs() {
        return resting ? untilMs : Long.MAX_VALUE;
    }

    /** A role has led to something. */
    void onEstablished() {
        failures = 0;
    }

    /** Nobody can follow this server at present. */
    void abstain() {
        abstaining = true;
    }

    /** Whether there is no space for promises and proposals. */
    boolean isDiskFull() {
        return diskFull;
    }

    void setDiskFull(boolean full) {
        diskFull = full;
        if (!full && resting) {
            untilMs = turn.nowMs();
        }
    }

    /**
     * A role has ended; returns whether the next election may begin at once. The first failure may be bad luck, further ones are
     * followed by pauses, each twice as long as the one before.
     *
     * @param pauseMsMin how long nothing begins in any case
     */
    boolean begin(long pauseMsMin) {
        failures++;
        long ofFailures = failures <= 2 ? 0 : Math.min(PAUSE_MS_MAX, PAUSE_MS_MIN << Math.min(failures - 3, 10));
        long pauseMs = Math.max(pauseMsMin, ofFailures);
        if (abstaining) {
            abstaining = false;
            pauseMs = config.abstentionMs();
        }
        if (diskFull) {
            beginForLong();
            return false;
        }
        if (pauseMs > 0) {
            resting = true;
            untilMs = turn.nowMs() + pauseMs;
        }
        return pauseMs == 0;
    }

    /** Until there is space. */
    void beginForLong() {
        resting = true;
        untilMs = Long.MAX_VALUE;
    }

    /** Ends it if its time has come; returns whether it has. */
    boolean end() {
        boolean over = resting && turn.nowMs() >= untilMs;
        if (over) {
            resting = false;
        }
        return over;
    }
}
