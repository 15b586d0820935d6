package io.coordkit.server.jmx;

import io.coordkit.server.monitor.NotServingException;

/** What monitoring reads of any member of an ensemble ({@code RemotePeerMXBean} of the reference). */
public interface PeerMXBean {
    String getName();

    /** Where it serves learners while it leads, as its line says it; several addresses with {@code |} between them. */
    String getQuorumAddress();

    /** Where it takes election messages, in the same form. */
    String getElectionAddress();

    /** Where clients connect; empty when its line does not say. */
    String getClientAddress();

    /** {@code PARTICIPANT} or {@code OBSERVER}. */
    String getLearnerType();

    /** Whether it leads, as far as this server knows. */
    boolean isLeader() throws NotServingException;
}
