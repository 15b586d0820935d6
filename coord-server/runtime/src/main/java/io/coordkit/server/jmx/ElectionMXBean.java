package io.coordkit.server.jmx;

/** What monitoring reads of a member that looks for a leader ({@code LeaderElectionMXBean} of the reference). */
public interface ElectionMXBean {
    /** Since when it looks. */
    String getStartTime();
}
