package io.coordkit.server.jmx;

import io.coordkit.server.monitor.NotServingException;

/** What monitoring reads of a leader ({@code LeaderMXBean} of the reference). */
public interface LeaderMXBean extends ServerMXBean {
    String getCurrentZxid() throws NotServingException;

    /** In ms; of several elections, the mean. */
    long getElectionTimeTaken() throws NotServingException;

    int getLastProposalSize() throws NotServingException;

    int getMinProposalSize() throws NotServingException;

    int getMaxProposalSize() throws NotServingException;

    /** The sizes of proposals start anew. */
    void resetProposalStatistics() throws NotServingException;

    int getMaxConcurrentSnapSyncs();

    int getMaxConcurrentDiffSyncs();
}
