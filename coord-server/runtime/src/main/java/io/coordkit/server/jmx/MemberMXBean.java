package io.coordkit.server.jmx;

import io.coordkit.server.monitor.NotServingException;

/** What monitoring reads of a member of an ensemble from the member itself ({@code LocalPeerMXBean} of the reference). */
public interface MemberMXBean extends PeerMXBean {
    String getStartTime();

    /** leaderelection, leading, following or observing. */
    String getState() throws NotServingException;

    /** The zxid of the reconfiguration that led to the membership; 0 for what was configured by hand. */
    long getConfigVersion() throws NotServingException;

    /** The membership as clients see it. */
    String getQuorumSystemInfo() throws NotServingException;

    /** Whether the membership has this server; a reconfiguration may have removed it. */
    boolean isPartOfEnsemble() throws NotServingException;

    int getElectionType();

    /** For how many ticks it has led; 0 if it does not. */
    int getTick();

    int getTickTime();

    int getInitLimit();

    int getSyncLimit();

    int getMaxClientCnxnsPerHost();

    int getMinSessionTimeout() throws NotServingException;

    int getMaxSessionTimeout() throws NotServingException;

    int getMaxCnxns();
}
