package io.coordkit.core.zab;

import io.coordkit.core.effect.Turn;
import io.coordkit.core.stats.Count;
import io.coordkit.core.stats.Measure;

/** How long this server has been without a leader, for those who ask afterwards. */
final class Outage {
    private final Turn turn;
    private long unavailableSinceMs;
    private long lookingSinceMs;
    private long learningSinceMs;
    private boolean unavailable;

    Outage(Turn turn) {
        this.turn = turn;
    }

    /** A leader is looked for. */
    void onLooking() {
        turn.stats().add(Count.LOOKING);
        lookingSinceMs = turn.nowMs();
        if (!unavailable) {
            unavailable = true;
            unavailableSinceMs = turn.nowMs();
        }
    }

    /** The election has ended. */
    void onElected() {
        turn.stats().add(Measure.ELECTION, turn.nowMs() - lookingSinceMs);
        learningSinceMs = turn.nowMs();
    }

    /** The server serves again. */
    void onServing(boolean leading, boolean observing) {
        if (unavailable) {
            unavailable = false;
            turn.stats().add(Measure.UNAVAILABLE, turn.nowMs() - unavailableSinceMs);
            if (leading) {
                turn.stats().add(Measure.LEADER_UNAVAILABLE, turn.nowMs() - unavailableSinceMs);
            } else {
                Measure sync = observing ? Measure.SYNC_WITH_OBSERVER : Measure.SYNC_WITH_FOLLOWER;
                turn.stats().add(sync, turn.nowMs() - learningSinceMs);
            }
        }
    }
}
