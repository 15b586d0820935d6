package io.coordkit.server.jmx;

import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.NotServingException;

/** The znodes of a server that is asked by management's threads. */
final class DataTreeBean implements DataTreeMXBean {
    private final Inspection server;

    DataTreeBean(Inspection server) {
        this.server = server;
    }

    @Override
    public int getNodeCount() throws NotServingException {
        return server.summary().nodes();
    }

    @Override
    public String getLastZxid() throws NotServingException {
        return "0x" + Long.toHexString(server.summary().zxid());
    }

    @Override
    public int getWatchCount() throws NotServingException {
        return server.ask(replica -> replica.watches().registrationCount());
    }

    @Override
    public long approximateDataSize() throws NotServingException {
        return server.ask(replica -> replica.tree().approximateBytes());
    }

    @Override
    public int countEphemerals() throws NotServingException {
        return server.ask(replica -> replica.tree().ephemeralCount());
    }
}
