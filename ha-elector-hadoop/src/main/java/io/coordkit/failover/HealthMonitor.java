package io.coordkit.failover;

import static org.apache.hadoop.fs.CommonConfigurationKeys.HA_HM_CHECK_INTERVAL_DEFAULT;
import static org.apache.hadoop.fs.CommonConfigurationKeys.HA_HM_CHECK_INTERVAL_KEY;
import static org.apache.hadoop.fs.CommonConfigurationKeys.HA_HM_CONNECT_RETRY_INTERVAL_DEFAULT;
import static org.apache.hadoop.fs.CommonConfigurationKeys.HA_HM_CONNECT_RETRY_INTERVAL_KEY;
import static org.apache.hadoop.fs.CommonConfigurationKeys.HA_HM_RPC_CONNECT_MAX_RETRIES_DEFAULT;
import static org.apache.hadoop.fs.CommonConfigurationKeys.HA_HM_RPC_CONNECT_MAX_RETRIES_KEY;
import static org.apache.hadoop.fs.CommonConfigurationKeys.HA_HM_RPC_TIMEOUT_DEFAULT;
import static org.apache.hadoop.fs.CommonConfigurationKeys.HA_HM_RPC_TIMEOUT_KEY;
import static org.apache.hadoop.fs.CommonConfigurationKeys.HA_HM_SLEEP_AFTER_DISCONNECT_DEFAULT;
import static org.apache.hadoop.fs.CommonConfigurationKeys.HA_HM_SLEEP_AFTER_DISCONNECT_KEY;

import io.coordkit.failover.machine.Health;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ha.HAServiceProtocol;
import org.apache.hadoop.ha.HAServiceProtocol.HAServiceState;
import org.apache.hadoop.ha.HAServiceTarget;
import org.apache.hadoop.ha.HealthCheckFailedException;
import org.apache.hadoop.ipc.RemoteException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a service again and again how it is, on a thread of its own, as Hadoop's {@code HealthMonitor} does. */
final class HealthMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

    /** Is told on the monitor's thread. */
    interface Listener {
        /** The health is not what it was. */
        void entered(Health health);

        /** The service has answered; also when it is unhealthy, and when nothing has changed. */
        void reported(HAServiceState state);
    }

    private final Configuration conf;
    private final HAServiceTarget target;
    private final Listener listener;
    private final ScheduledThreadPoolExecutor thread;

    private Optional<HAServiceProtocol> proxy = Optional.empty();
    private Health health = Health.INITIALIZING;

    HealthMonitor(Configuration conf, HAServiceTarget target, Listener listener) {
        this.conf = conf;
        this.target = target;
        this.listener = listener;
        this.thread = new ScheduledThreadPoolExecutor(1, this::newThread, new ThreadPoolExecutor.DiscardPolicy());
    }

    private Thread newThread(Runnable work) {
        Thread created = new Thread(work, "coord-health " + target);
        created.setDaemon(true);
        return created;
    }

    void start() {
        thread.execute(this::round);
    }

    /** Ends the thread; an answer that is still awaited is not waited for. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void round() {
        try {
            long pauseMs = proxy.isPresent() ? check(proxy.get()) : connect();
            var unused = thread.schedule(this::round, pauseMs, TimeUnit.MILLISECONDS);
        } catch (RuntimeException | Error bug) {
            LOG.error("service={} health monitor failed", target, bug);
            enter(Health.MONITOR_FAILED);
        }
    }

    /** Returns the pause until the first check, or until the next attempt. */
    private long connect() {
        try {
            proxy = Optional.of(target.getHealthMonitorProxy(
                    conf,
                    conf.getInt(HA_HM_RPC_TIMEOUT_KEY, HA_HM_RPC_TIMEOUT_DEFAULT),
                    conf.getInt(HA_HM_RPC_CONNECT_MAX_RETRIES_KEY, HA_HM_RPC_CONNECT_MAX_RETRIES_DEFAULT)));
            return 0;
        } catch (IOException refused) {
            LOG.warn("service={} cannot be connected to: {}", target, refused.getMessage());
            enter(Health.NOT_RESPONDING);
            return conf.getLong(HA_HM_CONNECT_RETRY_INTERVAL_KEY, HA_HM_CONNECT_RETRY_INTERVAL_DEFAULT);
        }
    }

    private long check(HAServiceProtocol service) {
        Optional<HAServiceState> state = Optional.empty();
        try {
            state = Optional.of(service.getServiceStatus().getState());
            service.monitorHealth();
        } catch (Exception failed) {
            if (!isHealthCheckFailed(failed)) {
                return disconnect(service, failed);
            }
            LOG.warn("service={} is unhealthy: {}", target, failed.getMessage());
            enter(Health.UNHEALTHY);
            state.ifPresent(listener::reported);
            return checkInterval();
        }
        state.ifPresent(listener::reported);
        enter(Health.HEALTHY);
        return checkInterval();
    }

    private long disconnect(HAServiceProtocol service, Exception cause) {
        LOG.warn("service={} does not respond: {}", target, cause.toString());
        Proxies.close(service);
        proxy = Optional.empty();
        enter(Health.NOT_RESPONDING);
        return conf.getLong(HA_HM_SLEEP_AFTER_DISCONNECT_KEY, HA_HM_SLEEP_AFTER_DISCONNECT_DEFAULT);
    }

    private long checkInterval() {
        return conf.getLong(HA_HM_CHECK_INTERVAL_KEY, HA_HM_CHECK_INTERVAL_DEFAULT);
    }

    private static boolean isHealthCheckFailed(Exception failed) {
        return failed instanceof HealthCheckFailedException
                || failed instanceof RemoteException remote
                        && remote.unwrapRemoteException(HealthCheckFailedException.class)
                                instanceof HealthCheckFailedException;
    }

    private void enter(Health entered) {
        if (entered != health) {
            health = entered;
            LOG.info("service={} health={}", target, entered);
            listener.entered(entered);
        }
    }
}
