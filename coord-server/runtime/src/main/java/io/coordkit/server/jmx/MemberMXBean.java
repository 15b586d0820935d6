package io.coordkit.server.jmx;

import io.coordkit.server.monitor.NotServingException;

/** What monitoring reads of a member of an ensemble ({@code QuorumMXBean} and {@code LocalPeerMXBean} of the reference). */
public interface MemberMXBean {
    String getName();

    int getQuorumSize() throws NotServingException;

    String getState() throws NotServingException;

    boolean isLeader() throws NotServingException;

    int getInitLimit();

    int getSyncLimit();
}
