package io.coordkit.server.jmx;

import io.coordkit.server.monitor.NotServingException;

/** What monitoring reads of a server ({@code ZooKeeperServerMXBean} of the reference); what can be set there cannot be here. */
public interface ServerMXBean {
    String getClientPort();

    String getVersion();

    String getStartTime();

    long getMinRequestLatency() throws NotServingException;

    double getAvgRequestLatency() throws NotServingException;

    long getMaxRequestLatency() throws NotServingException;

    long getPacketsReceived() throws NotServingException;

    long getPacketsSent() throws NotServingException;

    long getFsyncThresholdExceedCount() throws NotServingException;

    long getAuthFailedCount() throws NotServingException;

    long getNonMTLSLocalConnCount() throws NotServingException;

    long getNonMTLSRemoteConnCount() throws NotServingException;

    long getOutstandingRequests() throws NotServingException;

    long getNumAliveConnections() throws NotServingException;

    int getTickTime();

    int getMaxClientCnxnsPerHost();

    int getMinSessionTimeout();

    int getMaxSessionTimeout();

    long getDataDirSize();

    long getLogDirSize();

    /** All that is counted here starts anew, more than {@code srst} forgets; what {@code mntr} counts besides goes on. */
    void resetStatistics() throws NotServingException;
}
