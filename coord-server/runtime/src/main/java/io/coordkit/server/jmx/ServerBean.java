package io.coordkit.server.jmx;

import io.coordkit.core.client.ClientLimits;
import io.coordkit.server.config.ClientTls;
import io.coordkit.server.monitor.Configuration;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.NotServingException;
import io.coordkit.server.text.HostPort;
import io.coordkit.server.text.Version;
import java.net.InetSocketAddress;
import java.util.Date;
import java.util.Optional;

/** A server that is asked by management's threads. */
class ServerBean implements ServerMXBean {
    private final Inspection server;
    private final Configuration configuration;
    private final Date start = new Date();

    ServerBean(Inspection server) {
        this.server = server;
        this.configuration = new Configuration(server.config());
    }

    @Override
    public String getClientPort() {
        return Integer.toString(server.clientAddress().getPort());
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
    public long getNonMTLSLocalConnCount() throws NotServingException {
        return server.summary().plainLocal();
    }

    @Override
    public long getNonMTLSRemoteConnCount() throws NotServingException {
        return server.summary().plainRemote();
    }

    @Override
    public String getSecureClientPort() {
        return secureAddress()
                .map(address -> Integer.toString(address.getPort()))
                .orElse("");
    }

    @Override
    public String getSecureClientAddress() {
        return secureAddress().map(HostPort::of).orElse("");
    }

    private Optional<InetSocketAddress> secureAddress() {
        return server.config().clients().tls().flatMap(ClientTls::address);
    }

    @Override
    public int getLastClientResponseSize() throws NotServingException {
        return (int) server.summary().responses().last();
    }

    @Override
    public int getMinClientResponseSize() throws NotServingException {
        return (int) server.summary().responses().min();
    }

    @Override
    public int getMaxClientResponseSize() throws NotServingException {
        return (int) server.summary().responses().max();
    }

    @Override
    public int getJuteMaxBufferSize() {
        return server.config().clients().frameBytesMax();
    }

    @Override
    public int getMaxCnxns() {
        return server.config().clients().totalMax();
    }

    private ClientLimits limits() {
        return server.config().limits().clients();
    }

    @Override
    public int getConnectionMaxTokens() {
        return limits().arrivals().tokens();
    }

    @Override
    public int getConnectionTokenFillTime() {
        return limits().arrivals().fillMs();
    }

    @Override
    public int getConnectionTokenFillCount() {
        return limits().arrivals().fillCount();
    }

    @Override
    public int getConnectionFreezeTime() {
        return limits().arrivals().adjustMs();
    }

    @Override
    public double getConnectionDropIncrease() {
        return limits().arrivals().increase();
    }

    @Override
    public double getConnectionDropDecrease() {
        return limits().arrivals().decrease();
    }

    @Override
    public double getConnectionDecreaseRatio() {
        return limits().arrivals().decreaseRatio();
    }

    @Override
    public int getRequestThrottleLimit() {
        return limits().throttledAt();
    }

    @Override
    public int getThrottledOpWaitTime() {
        return (int) limits().waitMsMax();
    }

    @Override
    public boolean getRequestStaleLatencyCheck() {
        return limits().dropLate();
    }

    @Override
    public int getLargeRequestMaxBytes() {
        return (int) limits().largeBytesMax();
    }

    @Override
    public int getLargeRequestThreshold() {
        return limits().largeBytesMin();
    }

    @Override
    public void resetStatistics() throws NotServingException {
        server.resetSummary();
    }

    final Inspection server() {
        return server;
    }

    /** Where a learner finds its leader; empty if it has none. */
    final String leaderAddress() throws NotServingException {
        long leader = server.statusNow().leader();
        return server.membershipNow()
                .flatMap(members -> members.member(leader))
                .map(member -> new PeerBean(member, server).getQuorumAddress())
                .orElse("");
    }
}
