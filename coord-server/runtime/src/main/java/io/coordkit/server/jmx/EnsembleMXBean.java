package io.coordkit.server.jmx;

import io.coordkit.server.monitor.NotServingException;

/** What monitoring reads of the ensemble of a server ({@code QuorumMXBean} of the reference). */
public interface EnsembleMXBean {
    String getName();

    int getQuorumSize() throws NotServingException;

    int getInitLimit();

    int getSyncLimit();

    boolean isSslQuorum();

    boolean isPortUnification();

    /** Whether the tree's digest is kept. */
    boolean getDigestEnabled();
}
