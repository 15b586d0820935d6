package io.coordkit.server.jmx;

import io.coordkit.server.monitor.NotServingException;

/** What monitoring reads of a server ({@code ZooKeeperServerMXBean} of the reference), and what it may set. */
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

    /** For those who come from now on; 0 for no limit. */
    void setMaxClientCnxnsPerHost(int max);

    int getMinSessionTimeout() throws NotServingException;

    /** Of sessions to come; −1 for 2 ticks. */
    void setMinSessionTimeout(int ms) throws NotServingException;

    int getMaxSessionTimeout() throws NotServingException;

    /** Of sessions to come; −1 for 20 ticks. */
    void setMaxSessionTimeout(int ms) throws NotServingException;

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

    int getConnectionMaxTokens() throws NotServingException;

    void setConnectionMaxTokens(int tokens) throws NotServingException;

    int getConnectionTokenFillTime() throws NotServingException;

    void setConnectionTokenFillTime(int ms) throws NotServingException;

    int getConnectionTokenFillCount() throws NotServingException;

    void setConnectionTokenFillCount(int count) throws NotServingException;

    int getConnectionFreezeTime() throws NotServingException;

    void setConnectionFreezeTime(int ms) throws NotServingException;

    double getConnectionDropIncrease() throws NotServingException;

    void setConnectionDropIncrease(double chance) throws NotServingException;

    double getConnectionDropDecrease() throws NotServingException;

    void setConnectionDropDecrease(double chance) throws NotServingException;

    double getConnectionDecreaseRatio() throws NotServingException;

    void setConnectionDecreaseRatio(double ratio) throws NotServingException;

    int getRequestThrottleLimit() throws NotServingException;

    void setRequestThrottleLimit(int requests) throws NotServingException;

    int getThrottledOpWaitTime() throws NotServingException;

    void setThrottledOpWaitTime(int ms) throws NotServingException;

    boolean getRequestStaleLatencyCheck() throws NotServingException;

    void setRequestStaleLatencyCheck(boolean check) throws NotServingException;

    int getLargeRequestMaxBytes() throws NotServingException;

    void setLargeRequestMaxBytes(int bytes) throws NotServingException;

    int getLargeRequestThreshold() throws NotServingException;

    void setLargeRequestThreshold(int bytes) throws NotServingException;

    /** All that is counted here starts anew, more than {@code srst} forgets; what {@code mntr} counts besides goes on. */
    void resetStatistics() throws NotServingException;

    /** The latencies start anew. */
    void resetLatency() throws NotServingException;

    /** As if no latency had been longer than the shortest. */
    void resetMaxLatency() throws NotServingException;

    void resetFsyncThresholdExceedCount() throws NotServingException;

    /** Both counts of clients without TLS start anew. */
    void resetNonMTLSConnCount() throws NotServingException;

    void resetAuthFailedCount() throws NotServingException;
}
