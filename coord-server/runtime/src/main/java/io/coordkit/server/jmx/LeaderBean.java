package io.coordkit.server.jmx;

import io.coordkit.core.stats.ServerStats;
import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.NotServingException;

/** A leader that is asked by management's threads. */
final class LeaderBean extends ServerBean implements LeaderMXBean {
    private final MemberConfig member;

    LeaderBean(Inspection server, MemberConfig member) {
        super(server);
        this.member = member;
    }

    @Override
    public String getCurrentZxid() throws NotServingException {
        return "0x" + Long.toHexString(server().summary().zxid());
    }

    @Override
    public long getElectionTimeTaken() throws NotServingException {
        return server().electionMs();
    }

    @Override
    public int getLastProposalSize() throws NotServingException {
        return (int) server().summary().proposals().last();
    }

    @Override
    public int getMinProposalSize() throws NotServingException {
        return (int) server().summary().proposals().min();
    }

    @Override
    public int getMaxProposalSize() throws NotServingException {
        return (int) server().summary().proposals().max();
    }

    @Override
    public void resetProposalStatistics() throws NotServingException {
        server().reset(ServerStats::resetProposals);
    }

    @Override
    public int getMaxConcurrentSnapSyncs() {
        return member.syncLimits().trees();
    }

    @Override
    public int getMaxConcurrentDiffSyncs() {
        return member.syncLimits().logs();
    }
}
