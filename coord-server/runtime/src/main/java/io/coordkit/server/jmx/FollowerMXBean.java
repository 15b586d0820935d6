package io.coordkit.server.jmx;

import io.coordkit.server.monitor.NotServingException;

/** What monitoring reads of a follower ({@code FollowerMXBean} of the reference). */
public interface FollowerMXBean extends ServerMXBean {
    /** Where it finds its leader. */
    String getQuorumAddress() throws NotServingException;

    String getLastQueuedZxid() throws NotServingException;

    /** In ms; of several elections, the mean. */
    long getElectionTimeTaken() throws NotServingException;
}
