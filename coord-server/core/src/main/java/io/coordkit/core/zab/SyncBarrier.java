package io.coordkit.core.zab;

import io.coordkit.core.quorum.AckLedger;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Syncs that wait for proof that this server still leads: a quorum must have answered a ping that was sent after the sync came.
 * Then nobody else can have been told anything before the sync that is not here. The reference answers without asking, so a
 * leader that does not know yet that it has been replaced answers with old data (ZOOKEEPER-1675, -2136).
 */
final class SyncBarrier {
    private final AckLedger answers;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long pings;

    /**
     * A sync.
     *
     * @param ping number of the ping that must have been answered by a quorum
     * @param zxid what must have been applied
     * @param learner who asked, or null for a connection here
     * @param connection who asked here
     */
    record Waiting(long ping, long zxid, @Nullable Learner learner, long connection) {}

    /** @param answers which server has answered which ping */
    SyncBarrier(AckLedger answers) {
        this.answers = answers;
    }

    /** How many wait. */
    int size() {
        return waiting.size();
    }

    /** A sync has come. */
    void add(long zxid, @Nullable Learner learner, long connection) {
        waiting.addLast(new Waiting(pings + 1, zxid, learner, connection));
    }

    /** Whoever asked for this learner is not there any more. */
    void forget(Learner learner) {
        waiting.removeIf(sync -> sync.learner() == learner);
    }

    /** The number of the ping that is about to be sent to everybody; this server answers it itself. */
    long nextPing(long self) {
        pings++;
        answers.acknowledge(self, pings);
        return pings;
    }

    /** A server has answered. */
    void onAnswered(long server, long ping) {
        answers.acknowledge(server, ping);
    }

    /** Whether somebody waits for a ping that has not been sent, and none is under way: many syncs share one. */
    boolean wantsPing() {
        Waiting newest = waiting.peekLast();
        return newest != null && newest.ping > pings && answers.quorumUpTo() >= pings;
    }

    /** The oldest sync if it may be answered; null if there is none. */
    @Nullable
    Waiting poll(long appliedZxid) {
        Waiting oldest = waiting.peekFirst();
        boolean done = oldest != null && oldest.ping <= answers.quorumUpTo() && oldest.zxid <= appliedZxid;
        return done ? waiting.pollFirst() : null;
    }
}
