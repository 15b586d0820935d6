package io.coordkit.server.jmx;

import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.NotServingException;

/** An observer that is asked by management's threads. */
final class ObserverBean extends ServerBean implements ObserverMXBean {
    ObserverBean(Inspection server) {
        super(server);
    }

    @Override
    public String getQuorumAddress() throws NotServingException {
        return leaderAddress();
    }

    @Override
    public String getLearnerMaster() throws NotServingException {
        return leaderAddress();
    }
}
