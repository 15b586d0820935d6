package io.coordkit.server.jmx;

import io.coordkit.server.monitor.NotServingException;

/** What monitoring reads of an observer ({@code ObserverMXBean} of the reference). */
public interface ObserverMXBean extends ServerMXBean {
    /** Where it finds its leader. */
    String getQuorumAddress() throws NotServingException;

    /** The same: it learns from the leader. */
    String getLearnerMaster() throws NotServingException;
}
