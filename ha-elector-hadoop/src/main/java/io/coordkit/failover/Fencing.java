package io.coordkit.failover;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ha.BadFencingConfigurationException;
import org.apache.hadoop.ha.HAServiceProtocol;
import org.apache.hadoop.ha.HAServiceTarget;
import org.apache.hadoop.ha.NodeFencer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes sure that an old active does no more harm: asks it first, and uses force when it does not answer. */
final class Fencing {
    private static final Logger LOG = LoggerFactory.getLogger(Fencing.class);

    private final Configuration conf;
    private final Timeouts timeouts;

    Fencing(Configuration conf, Timeouts timeouts) {
        this.conf = Timeouts.impatient(conf);
        this.timeouts = timeouts;
    }

    /** @throws IOException when neither asking nor any configured method has helped */
    void fence(HAServiceTarget target) throws IOException {
        if (becameStandby(target)) {
            LOG.info("service={} became standby, no force needed", target);
            return;
        }
        NodeFencer fencer = fencer(target);
        if (!fencer.fence(target)) {
            throw new IOException("no fencing method could stop " + target);
        }
        LOG.info("service={} fenced", target);
    }

    private boolean becameStandby(HAServiceTarget target) {
        try {
            HAServiceProtocol proxy = target.getProxy(conf, timeouts.gracefulMs());
            try {
                proxy.transitionToStandby(Proxies.byController());
                return true;
            } finally {
                Proxies.close(proxy);
            }
        } catch (IOException refused) {
            LOG.warn("service={} does not become standby, fencing it: {}", target, refused.getMessage());
            return false;
        }
    }

    @SuppressWarnings("NullAway") // a target without a fencer has null
    private static NodeFencer fencer(HAServiceTarget target) throws BadFencingConfigurationException {
        target.checkFencingConfigured();
        NodeFencer fencer = target.getFencer();
        if (fencer == null) {
            throw new BadFencingConfigurationException("no fencing method is configured for " + target);
        }
        return fencer;
    }
}
