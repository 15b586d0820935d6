package io.coordkit.server.jmx;

import io.coordkit.server.monitor.Configuration;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.NotServingException;
import io.coordkit.server.text.Version;
import java.util.Date;

/** A server that is asked by management's threads. */
final class ServerBean implements ServerMXBean {
    private final Inspection server;
    private final Configuration configuration;
    private final Date start = new Date();

    ServerBean(Inspection server) {
        this.server = server;
        this.configuration = new Configuration(server.config());
    }

    @Override
    public String getClientPort() {
        String address = server.clientAddress().toString();
        return address.substring(address.indexOf('/') + 1);
    }

    @Override
    public String getVersion() {
        return Version.full();
    }

    @Override
    public String getStartTime() {
        return start.toString();
    }

    @Override
    public long getMinRequestLatency() throws NotServingException {
        return server.summary().minLatencyMs();
    }

    @Override
    public double getAvgRequestLatency() throws NotServingException {
        return server.summary().avgLatencyMs();
    }

    @Override
    public long getMaxRequestLatency() throws NotServingException {
        return server.summary().maxLatencyMs();
    }

    @Override
    public long getPacketsReceived() throws NotServingException {
        return server.summary().received();
    }

    @Override
    public long getPacketsSent() throws NotServingException {
        return server.summary().sent();
    }

    @Override
    public long getFsyncThresholdExceedCount() throws NotServingException {
        return server.summary().slowForces();
    }

    @Override
    public long getAuthFailedCount() throws NotServingException {
        return server.summary().authFailures();
    }

    @Override
    public long getNonMTLSLocalConnCount() throws NotServingException {
        return server.summary().plainLocal();
    }

    @Override
    public long getNonMTLSRemoteConnCount() throws NotServingException {
        return server.summary().plainRemote();
    }

    @Override
    public long getOutstandingRequests() throws NotServingException {
        return server.summary().outstanding();
    }

    @Override
    public long getNumAliveConnections() throws NotServingException {
        return server.summary().connections();
    }

    @Override
    public int getTickTime() {
        return (int) server.config().tick().toMillis();
    }

    @Override
    public int getMaxClientCnxnsPerHost() {
        return server.config().clients().perAddressMax();
    }

    @Override
    public int getMinSessionTimeout() {
        return (int) server.config().minSessionTimeout().toMillis();
    }

    @Override
    public int getMaxSessionTimeout() {
        return (int) server.config().maxSessionTimeout().toMillis();
    }

    @Override
    public long getDataDirSize() {
        return Configuration.sizeOf(configuration.dataDirectory());
    }

    @Override
    public long getLogDirSize() {
        return Configuration.sizeOf(configuration.logDirectory());
    }

    @Override
    public void resetStatistics() throws NotServingException {
        server.resetSummary();
    }
}
