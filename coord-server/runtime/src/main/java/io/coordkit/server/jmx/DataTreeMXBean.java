package io.coordkit.server.jmx;

import io.coordkit.server.monitor.NotServingException;

/** What monitoring reads of the znodes ({@code DataTreeMXBean} of the reference). */
public interface DataTreeMXBean {
    int getNodeCount() throws NotServingException;

    String getLastZxid() throws NotServingException;

    int getWatchCount() throws NotServingException;

    /** Bytes of names and data. */
    long approximateDataSize() throws NotServingException;

    /** Ephemeral znodes. */
    int countEphemerals() throws NotServingException;
}
