package io.coordkit.server.jmx;

import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.Mode;
import io.coordkit.server.monitor.NotServingException;

/** A member of an ensemble that is asked by management's threads. */
final class MemberBean implements MemberMXBean {
    private final String name;
    private final Inspection server;
    private final MemberConfig member;

    MemberBean(String name, Inspection server, MemberConfig member) {
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
        return server.membership().map(members -> members.voters().size()).orElse(0);
    }

    @Override
    public String getState() throws NotServingException {
        return server.summary().peerState();
    }

    @Override
    public boolean isLeader() throws NotServingException {
        return server.summary().mode() == Mode.LEADER;
    }

    @Override
    public int getInitLimit() {
        return member.initLimit();
    }

    @Override
    public int getSyncLimit() {
        return member.syncLimit();
    }
}
