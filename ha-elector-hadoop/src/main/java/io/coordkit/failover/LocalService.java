package io.coordkit.failover;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ha.HAServiceProtocol;
import org.apache.hadoop.ha.HAServiceProtocolHelper;
import org.apache.hadoop.ha.HAServiceTarget;
import org.apache.hadoop.ha.ServiceFailedException;

/**
 * The transitions of the local service, one at a time, whoever asks for them; any thread.
 *
 * <p>While the service gives way it cannot be made active. Otherwise an election that is regained after a lost connection
 * could undo the transition to standby behind the back of {@link FailoverController#cedeActive}, which then would take the
 * breadcrumb away from a service that is active.
 */
final class LocalService {
    private final Configuration conf;
    private final HAServiceTarget target;
    private final Timeouts timeouts;
    private boolean givingWay;

    LocalService(Configuration conf, HAServiceTarget target, Timeouts timeouts) {
        this.conf = conf;
        this.target = target;
        this.timeouts = timeouts;
    }

    /** @throws IOException when the service refuses, cannot be reached, or is giving way */
    synchronized void becomeActive() throws IOException {
        if (givingWay) {
            throw new ServiceFailedException(target + " is giving way to another one");
        }
        HAServiceProtocol proxy = target.getProxy(conf, timeouts.newActiveMs());
        try {
            HAServiceProtocolHelper.transitionToActive(proxy, Proxies.byController());
        } finally {
            Proxies.close(proxy);
        }
    }

    /** @throws IOException when the service refuses or cannot be reached */
    synchronized void becomeStandby() throws IOException {
        HAServiceProtocol proxy = target.getProxy(conf, timeouts.gracefulMs());
        try {
            HAServiceProtocolHelper.transitionToStandby(proxy, Proxies.byController());
        } finally {
            Proxies.close(proxy);
        }
    }

    /** Makes the service standby, and keeps it from becoming active until {@link #stopGivingWay}. */
    synchronized void giveWay() throws IOException {
        givingWay = true;
        becomeStandby();
    }

    synchronized void stopGivingWay() {
        givingWay = false;
    }

    @Override
    public String toString() {
        return target.toString();
    }
}
