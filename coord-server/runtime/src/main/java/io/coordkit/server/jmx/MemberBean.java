package io.coordkit.server.jmx;

import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.zab.LeaderView;
import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.config.ServerConfig;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.NotServingException;
import io.coordkit.server.text.HostPort;
import java.util.Date;

/** A member of an ensemble that is asked by management's threads. */
final class MemberBean implements MemberMXBean {
    private static final int ELECTION_ALGORITHM = 3;

    private final Inspection server;
    private final ServerConfig config;
    private final MemberConfig member;
    private final PeerBean line;
    private final Date start;

    /** @param self its line: the one that it was configured with, once the membership has none */
    MemberBean(Member self, Inspection server, MemberConfig member, Date start) {
        this.start = start;
        this.server = server;
        this.config = server.config();
        this.member = member;
        this.line = new PeerBean(self, server);
    }

    @Override
    public String getName() {
        return line.getName();
    }

    @Override
    public String getQuorumAddress() {
        return line.getQuorumAddress();
    }

    @Override
    public String getElectionAddress() {
        return line.getElectionAddress();
    }

    /** Where it listens, whatever its line says. */
    @Override
    public String getClientAddress() {
        return HostPort.of(server.clientAddress());
    }

    @Override
    public String getLearnerType() {
        return line.getLearnerType();
    }

    @Override
    public boolean isLeader() throws NotServingException {
        return line.isLeader();
    }

    @Override
    public String getState() throws NotServingException {
        return switch (server.statusNow().state()) {
            case LOOKING -> "leaderelection";
            case LEADING -> "leading";
            case FOLLOWING -> "following";
            case OBSERVING -> "observing";
        };
    }

    @Override
    public long getConfigVersion() throws NotServingException {
        return membership().version();
    }

    @Override
    public String getQuorumSystemInfo() throws NotServingException {
        return membership().toText();
    }

    @Override
    public boolean isPartOfEnsemble() throws NotServingException {
        return membership().member(config.serverId()).isPresent();
    }

    private Membership membership() throws NotServingException {
        return server.membershipNow().orElse(member.membership());
    }

    @Override
    public String getStartTime() {
        return start.toString();
    }

    @Override
    public int getElectionType() {
        return ELECTION_ALGORITHM;
    }

    @Override
    public int getTick() {
        return (int) (ledMs() / config.tick().toMillis());
    }

    private long ledMs() {
        try {
            return server.leading().map(LeaderView::uptimeMs).orElse(0L);
        } catch (NotServingException looking) {
            return 0;
        }
    }

    @Override
    public int getMaxCnxns() {
        return config.clients().totalMax();
    }

    @Override
    public int getTickTime() {
        return (int) config.tick().toMillis();
    }

    @Override
    public int getInitLimit() {
        return member.initLimit();
    }

    @Override
    public int getSyncLimit() {
        return member.syncLimit();
    }

    @Override
    public int getMaxClientCnxnsPerHost() {
        return server.addressLimit().get();
    }

    @Override
    public int getMinSessionTimeout() throws NotServingException {
        return server.tuning().minTimeoutMs();
    }

    @Override
    public int getMaxSessionTimeout() throws NotServingException {
        return server.tuning().maxTimeoutMs();
    }
}
