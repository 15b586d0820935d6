package io.coordkit.failover.machine;

import java.net.InetSocketAddress;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ha.HAServiceProtocol;
import org.apache.hadoop.ha.HAServiceStatus;
import org.apache.hadoop.ha.HAServiceTarget;
import org.apache.hadoop.ha.NodeFencer;
import org.apache.hadoop.ha.ServiceFailedException;

/** A service in this process that becomes whatever it is told, except that it may refuse to become standby. */
final class PliableTarget extends HAServiceTarget implements HAServiceProtocol {
    boolean refusesStandby;

    @Override
    public HAServiceProtocol getProxy(Configuration conf, int timeoutMs) {
        return this;
    }

    @Override
    public void transitionToStandby(StateChangeRequestInfo request) throws ServiceFailedException {
        if (refusesStandby) {
            throw new ServiceFailedException("no");
        }
    }

    @Override
    public void transitionToActive(StateChangeRequestInfo request) {}

    @Override
    public void transitionToObserver(StateChangeRequestInfo request) {}

    @Override
    public void monitorHealth() {}

    @Override
    public HAServiceStatus getServiceStatus() {
        return new HAServiceStatus(HAServiceState.STANDBY);
    }

    @Override
    public InetSocketAddress getAddress() {
        return new InetSocketAddress("127.0.0.1", 1);
    }

    @Override
    public InetSocketAddress getZKFCAddress() {
        return new InetSocketAddress("127.0.0.1", 2);
    }

    @Override
    public NodeFencer getFencer() {
        throw new AssertionError();
    }

    @Override
    public void checkFencingConfigured() {}
}
