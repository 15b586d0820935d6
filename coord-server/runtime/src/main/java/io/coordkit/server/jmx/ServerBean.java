package io.coordkit.server.jmx;

import io.coordkit.core.stats.ServerStats;
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
class ServerBean extends TunableBean {
    private final Inspection server;
    private final Configuration configuration;
    private final Date start = new Date();

    ServerBean(Inspection server) {
        super(server);
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

    @Override
    public void resetStatistics() throws NotServingException {
        server.reset(ServerStats::resetSummary);
    }

    @Override
    public void resetLatency() throws NotServingException {
        server.reset(ServerStats::resetLatency);
    }

    @Override
    public void resetMaxLatency() throws NotServingException {
        server.reset(ServerStats::resetMaxLatency);
    }

    @Override
    public void resetFsyncThresholdExceedCount() throws NotServingException {
        server.reset(ServerStats::resetSlowForces);
    }

    @Override
    public void resetNonMTLSConnCount() throws NotServingException {
        server.reset(ServerStats::resetPlainConnections);
    }

    @Override
    public void resetAuthFailedCount() throws NotServingException {
        server.reset(ServerStats::resetAuthFailures);
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
