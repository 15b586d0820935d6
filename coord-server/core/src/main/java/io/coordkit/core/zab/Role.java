package io.coordkit.core.zab;

import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.storage.LogSlice;
import io.coordkit.core.tree.DataTree;

/**
 * What a server does once an election has ended, until it must look for a leader again. A role that cannot go on says so to its
 * {@link Ensemble} and hears nothing more but {@link #end}.
 */
interface Role {
    /** Time has passed. */
    void onTime();

    /** When {@link #onTime} has something to do, in ms. */
    long deadlineMs();

    /** Somebody has opened a link to us. */
    void onLearnerConnected(long link, String address);

    /** A link of this role is there, or there is none. */
    void onDialled(long server, long link);

    /** The server that was dialled does not answer. */
    void onUnreachable(long server);

    /** A packet has come. */
    void onPacket(long link, QuorumPacket packet);

    /** More of the tree that follows a SNAP packet has come. */
    void onProgress(long link);

    /** The tree that follows a SNAP packet has come. */
    void onTree(long link, DataTree tree);

    /** What had been sent on a link has left. */
    void onDrained(long link);

    /** The log files were searched for a learner; {@code base} as {@code LearnerSync.onSearched} has it. */
    void onLogSearched(long link, long base);

    /** Some of what was found in the log files has been read. */
    void onLogRead(long link, LogSlice slice);

    /** What was found in the log files is lost. */
    void onLogUnreadable(long link);

    /** A link has ended. */
    void onGone(long link, String reason);

    /** The log is on disk up to this zxid; the history knows already. */
    void onLogDurable(long zxid);

    /** The promises are on disk; the ensemble knows already. */
    void onEpochsSaved();

    /** The disk and the history are as this role wanted them. */
    void onMended();

    /** The role is over: links are closed. */
    void end();
}
