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

    long getOutstandingRequests() throws NotServingException;

    long getNumAliveConnections() throws NotServingException;

    int getTickTime();

    int getMaxClientCnxnsPerHost();

    int getMinSessionTimeout();

    int getMaxSessionTimeout();

    long getDataDirSize();

    long getLogDirSize();

    /** Clients that have connected without TLS from this machine. */
    long getNonMTLSLocalConnCount() throws NotServingException;

    /** Clients that have connected without TLS from another machine. */
    long getNonMTLSRemoteConnCount() throws NotServingException;

    /** Empty without one. */
    String getSecureClientPort();

    /** Empty without one. */
    String getSecureClientAddress();

    int getLastClientResponseSize() throws NotServingException;

    int getMinClientResponseSize() throws NotServingException;

    int getMaxClientResponseSize() throws NotServingException;

    int getJuteMaxBufferSize();

    int getMaxCnxns();

    int getConnectionMaxTokens();

    int getConnectionTokenFillTime();

    int getConnectionTokenFillCount();

    int getConnectionFreezeTime();

    double getConnectionDropIncrease();

    double getConnectionDropDecrease();

    double getConnectionDecreaseRatio();

    int getRequestThrottleLimit();

    int getThrottledOpWaitTime();

    boolean getRequestStaleLatencyCheck();

    int getLargeRequestMaxBytes();

    int getLargeRequestThreshold();

    /** All that is counted here starts anew, more than {@code srst} forgets; what {@code mntr} counts besides goes on. */
    void resetStatistics() throws NotServingException;
}
