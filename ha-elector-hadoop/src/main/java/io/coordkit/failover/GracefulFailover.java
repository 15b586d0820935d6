package io.coordkit.failover;

import io.coordkit.elector.ElectionStatus;
import io.coordkit.elector.ElectorConfig;
import io.coordkit.failover.machine.Health;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.curator.framework.CuratorFramework;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ha.HAServiceProtocol.HAServiceState;
import org.apache.hadoop.ha.HAServiceTarget;
import org.apache.hadoop.ha.ServiceFailedException;
import org.apache.hadoop.ha.ZKFCProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the local service the active one on request, without force: all others are asked to give way, the active last, and
 * the election does the rest.
 */
final class GracefulFailover {
    private static final Logger LOG = LoggerFactory.getLogger(GracefulFailover.class);
    private static final int ELECTION_MS = 60_000;

    private final Configuration conf;
    private final ElectorConfig config;
    private final ServiceGroup group;
    private final Attempts attempts;
    private final int cedeMs;
    private final Supplier<Health> health;
    private final Supplier<HAServiceState> expected;

    GracefulFailover(
            Configuration conf,
            ElectorConfig config,
            ServiceGroup group,
            Attempts attempts,
            Timeouts timeouts,
            Supplier<Health> health,
            Supplier<HAServiceState> expected) {
        this.conf = conf;
        this.config = config;
        this.group = group;
        this.attempts = attempts;
        this.cedeMs = timeouts.gracefulMs() * 2;
        this.health = health;
        this.expected = expected;
    }

    /**
     * Returns when the local service is active.
     *
     * @throws ServiceFailedException when it is not eligible, does not win, or does not become active
     * @throws IOException when ZooKeeper or another controller cannot be reached
     */
    void run() throws IOException, InterruptedException {
        checkEligible();
        InetSocketAddress active = active().getAddress();
        if (active.equals(group.local().getAddress())) {
            LOG.info("service={} is active already", group.local());
            return;
        }
        long start = System.nanoTime();
        List<ZKFCProtocol> ceding = new ArrayList<>();
        for (HAServiceTarget other : activeLast(active)) {
            LOG.info("service={} asked to give way for {} ms", other, cedeMs);
            ZKFCProtocol controller = other.getZKFCProxy(conf, cedeMs);
            ceding.add(controller);
            controller.cedeActive(cedeMs);
        }
        Attempts.Attempt attempt = awaitAttempt(start);
        // They may stand again, so that there is somebody to fail back to.
        for (ZKFCProtocol controller : ceding) {
            controller.cedeActive(-1);
            Proxies.close(controller);
        }
        if (!attempt.succeeded()) {
            throw new ServiceFailedException("the failover failed: " + attempt.what());
        }
    }

    private void checkEligible() throws ServiceFailedException {
        if (health.get() != Health.HEALTHY) {
            throw new ServiceFailedException(group.local() + " is not healthy and cannot become active");
        }
        if (expected.get() == HAServiceState.OBSERVER) {
            throw new ServiceFailedException(group.local() + " is an observer and cannot become active");
        }
    }

    private HAServiceTarget active() throws IOException {
        try (CuratorFramework client = config.newClient()) {
            client.start();
            Optional<ElectionStatus.Lock> lock =
                    ElectionStatus.read(client, config.paths()).lock();
            if (lock.isEmpty()) {
                // Then it would be active by now if it could.
                throw new ServiceFailedException("no other service is active");
            }
            return group.targetOf(lock.get().info().toBytes());
        }
    }

    private List<HAServiceTarget> activeLast(InetSocketAddress active) throws ServiceFailedException {
        List<HAServiceTarget> ordered = new ArrayList<>();
        Optional<HAServiceTarget> last = Optional.empty();
        for (HAServiceTarget other : group.others()) {
            if (other.getAddress().equals(active)) {
                last = Optional.of(other);
            } else {
                ordered.add(other);
            }
        }
        ordered.add(last.orElseThrow(() -> new ServiceFailedException(
                "the active service at " + active + " is none of group " + group.name() + " as configured here")));
        return ordered;
    }

    private Attempts.Attempt awaitAttempt(long start) throws ServiceFailedException, InterruptedException {
        Optional<Attempts.Attempt> attempt =
                attempts.awaitOne(start, cedeMs + ELECTION_MS, () -> health.get() == Health.HEALTHY);
        if (attempt.isPresent()) {
            return attempt.get();
        }
        throw new ServiceFailedException(
                health.get() == Health.HEALTHY
                        ? group.local() + " has not won the election in time, or took too long to become active"
                        : group.local() + " became unhealthy meanwhile");
    }
}
