package io.coordkit.server.jmx;

import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.NotServingException;

/** A follower that is asked by management's threads. */
final class FollowerBean extends ServerBean implements FollowerMXBean {
    FollowerBean(Inspection server) {
        super(server);
    }

    @Override
    public String getQuorumAddress() throws NotServingException {
        return leaderAddress();
    }

    @Override
    public String getLastQueuedZxid() throws NotServingException {
        return "0x" + Long.toHexString(server().statusNow().lastZxid());
    }

    @Override
    public long getElectionTimeTaken() throws NotServingException {
        return server().electionMs();
    }
}
