package io.coordkit.server.jmx;

import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.NotServingException;

/** The ensemble of a server that is asked by management's threads. */
final class EnsembleBean implements EnsembleMXBean {
    private final String name;
    private final Inspection server;
    private final MemberConfig member;

    EnsembleBean(String name, Inspection server, MemberConfig member) {
        this.name = name;
        this.server = server;
        this.member = member;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public int getQuorumSize() throws NotServingException {
        return server.membershipNow().orElse(member.membership()).voters().size();
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
    public boolean isSslQuorum() {
        return member.security().connectsByTls();
    }

    @Override
    public boolean isPortUnification() {
        return member.security().tls().isPresent() && member.security().acceptsPlain();
    }

    @Override
    public boolean getDigestEnabled() {
        return true;
    }
}
